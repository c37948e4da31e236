package io.tributary.backend.account;

import io.tributary.backend.TributaryProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The administrator whom the first start makes, where a login is asked for: 160 random bits in a file that only the server's
 * user can read. The account takes its password from the file at each start, so who has lost it writes another one there. A
 * password given on the page removes the file.
 */
@Component
public class FirstAdministrator {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String USER = "admin";
    private static final int BYTES = 20;

    private final Accounts accounts;
    private final Path file;

    FirstAdministrator(Accounts accounts, TributaryProperties properties) {
        this.accounts = accounts;
        this.file = properties.data().resolve("admin-password");
        accounts.onPassword(this::forget);
    }

    /** Makes sure that there is one. */
    public void ensure() {
        try {
            if (!Files.exists(file)) {
                if (accounts.exists(USER)) {
                    return;
                }
                makeFile();
            }
            accounts.ensureAdministrator(USER, Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The administrator's password cannot be kept in " + file, e);
        }
    }

    private void makeFile() throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password);
        LOG.warn("This server asks for a login: user {}, password {} (kept in {})", USER, password, file);
    }

    private void forget(String name) {
        try {
            if (name.equals(USER)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} holds an old password, which the next start would bring back; remove it", file, e);
        }
    }
}
