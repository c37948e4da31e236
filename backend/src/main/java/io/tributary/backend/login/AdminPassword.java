package io.tributary.backend.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The administrator's password: 160 random bits in a file that only the server's user can read. So many bits cannot be
 * guessed, which is why a plain SHA-256 is enough to compare by, and a slow hash would only cost every request.
 */
final class AdminPassword implements PasswordEncoder {
    static final String USER = "admin";
    private static final Logger LOG = LoggerFactory.getLogger(AdminPassword.class);
    private static final int BYTES = 20;

    private final String hash;

    /** Reads the password from the file; makes it, and tells the log, where there is none. */
    AdminPassword(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            String password = HexFormat.of().formatHex(random);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password);
            LOG.warn(
                    "This server can be reached from other machines, so it asks for a login: user {}, password {} (kept in {})",
                    USER,
                    password,
                    file);
        }
        hash = encode(Files.readString(file).strip());
    }

    String hash() {
        return hash;
    }

    @Override
    public String encode(@Nullable CharSequence password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(String.valueOf(password).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
        return password != null
                && encoded != null
                && MessageDigest.isEqual(
                        encode(password).getBytes(StandardCharsets.US_ASCII),
                        encoded.getBytes(StandardCharsets.US_ASCII));
    }
}
