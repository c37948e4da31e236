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
        if (leadership.leads()) {
            return Health.up().build();
        }
        // Until it has looked who leads it may be about to lead itself.
        return leadership.leader().isEmpty()
                ? Health.outOfService().build()
                : Health.status(STANDBY).build();
    }
}
