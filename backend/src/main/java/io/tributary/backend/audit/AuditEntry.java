package io.tributary.backend.audit;

import java.time.Instant;

/**
 * One line of the audit log.
 *
 * @param who name of an account or a token; "local" where no login is asked for, "unknown" where it failed
 * @param address the request came from
 * @param what was done, such as "cancel task"
 * @param target id or name of what it was done to; empty where there is none
 * @param outcome done, or refused with the status
 */
public record AuditEntry(Instant at, String who, String address, String what, String target, String outcome) {}
