package io.tributary.backend.account;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The accounts. All calls block, and those with a password compute for a tenth of a second. */
@Component
public class Accounts {
    /** No colon, which ends the name in HTTP Basic. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,59}");

    private final AccountRows rows;
    private final Clock clock;
    private final PasswordEncoder encoder = new BCryptPasswordEncoder();
    /** Compared with where there is no account, so that the time taken does not tell. */
    private final String nobody = encode("nobody has this password");

    private @Nullable Consumer<String> passwordListener;

    Accounts(AccountRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Whose name and password these are; nobody's where one is wrong or the account is disabled. */
    public Optional<Person> authenticate(String name, String password) {
        Optional<AccountEntity> row = find(name);
        boolean right = encoder.matches(password, row.map(AccountEntity::hash).orElse(nobody));
        return row.filter(found -> right && found.enabled()).map(AccountEntity::person);
    }

    /** Whether an account has that name. */
    public boolean exists(String name) {
        return find(name).isPresent();
    }

    /** The person, unless the account was changed since. */
    public Optional<Person> stillThere(Person person) {
        return find(person.name())
                .filter(AccountEntity::enabled)
                .map(AccountEntity::person)
                .filter(person::equals);
    }

    /** All of them, by name. */
    public List<Account> list() {
        return rows.byName().stream().map(AccountEntity::account).toList();
    }

    Account create(@Nullable String name, @Nullable String password, Role role) {
        String text = name == null ? "" : name.strip();
        if (!NAME.matcher(text).matches()) {
            throw TributaryException.ofField(
                    ErrorCode.INVALID_SPEC,
                    "name",
                    "The name needs 1 to 60 letters, digits, dots, dashes, underscores or @, and begins with a letter or digit.");
        }
        if (exists(text)) {
            throw TributaryException.ofField(
                    ErrorCode.NAME_TAKEN, "name", "There is an account " + text + " already; take another name.");
        }
        String hash = encode(Password.check(password));
        return rows.save(new AccountEntity(text, hash, role, clock.instant())).account();
    }

    /** Changes what is not null. @throws TributaryException WRONG_STATE where no administrator would be left */
    synchronized Account change(
            String name, @Nullable Role role, @Nullable Boolean disabled, @Nullable String password) {
        AccountEntity row =
                find(name).orElseThrow(() -> new TributaryException(ErrorCode.NOT_FOUND, "There is no such account."));
        Account now = row.account();
        Role newRole = role == null ? now.role() : role;
        boolean newDisabled = disabled == null ? now.disabled() : disabled;
        boolean wasAdmin = now.role() == Role.ADMIN && !now.disabled();
        boolean staysAdmin = newRole == Role.ADMIN && !newDisabled;
        if (wasAdmin && !staysAdmin && rows.othersEnabled(Role.ADMIN, name) == 0) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE, name + " is the last administrator who can log in; make another one first.");
        }
        row.change(password == null ? row.hash() : encode(Password.check(password)), newRole, newDisabled);
        Account changed = rows.save(row).account();
        Consumer<String> listener = passwordListener;
        if (password != null && listener != null) {
            listener.accept(name);
        }
        return changed;
    }

    /** Makes sure that this one can log in, with this password, as an administrator. */
    void ensureAdministrator(String name, String password) {
        AccountEntity row = find(name).orElse(null);
        if (row == null) {
            rows.save(new AccountEntity(name, encode(password), Role.ADMIN, clock.instant()));
        } else if (!row.enabled() || row.person().role() != Role.ADMIN || !encoder.matches(password, row.hash())) {
            row.change(encode(password), Role.ADMIN, false);
            rows.save(row);
        }
    }

    /** Is told the name of each account that gets another password. */
    void onPassword(Consumer<String> listener) {
        passwordListener = listener;
    }

    private Optional<AccountEntity> find(String name) {
        // PostgreSQL refuses to compare with a NUL.
        return name.indexOf('\0') >= 0 ? Optional.empty() : rows.findById(name);
    }

    private String encode(String password) {
        return String.valueOf(encoder.encode(password));
    }
}
