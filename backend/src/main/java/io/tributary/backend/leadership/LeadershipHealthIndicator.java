package io.tributary.backend.leadership;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** STANDBY is healthy, and not where requests should go. */
@Component
class LeadershipHealthIndicator implements HealthIndicator {
    private static final String STANDBY = "STANDBY";

    private final Leadership leadership;

    LeadershipHealthIndicator(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public Health health() {
        return (leadership.leads() ? Health.up() : Health.status(STANDBY)).build();
    }
}
