package io.tributary.backend.account;

import java.time.Instant;

/** An account without its password. */
public record Account(String name, Role role, boolean disabled, Instant createdAt) {}
