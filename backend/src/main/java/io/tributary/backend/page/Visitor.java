package io.tributary.backend.page;

import io.tributary.backend.account.Role;

/**
 * Who looks at a page, for what is shown and what is not.
 *
 * @param name of the account or token; "local" where no login is asked for
 * @param loggedIn whether there is something to log out from
 */
record Visitor(String name, Role role, boolean loggedIn) {
    public boolean operator() {
        return role.covers(Role.OPERATOR);
    }

    public boolean admin() {
        return role == Role.ADMIN;
    }
}
