package io.tributary.protocol.task;

import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.task.TaskSpec.AttackKind;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import java.util.List;

/** What can be simulated: attacks by virtual clients and their speeds, never those of real ones. */
final class SimulationRules {
    private SimulationRules() {}

    static void check(TaskSpec spec, DatasetInfo dataset, List<FieldError> errors) {
        slow(spec, errors);
        TaskSpec.Attack attack = spec.simulation().attack();
        if (attack.kind() == AttackKind.NONE) {
            return;
        }
        if (spec.partition().scheme() == PartitionScheme.BY_WORKER) {
            errors.add(
                    new FieldError(
                            "simulation.attack.kind",
                            "Attacks are for virtual clients; sites that hold data of their own are not made to lie. Use none."));
        }
        if (attack.kind() == AttackKind.LABEL_FLIP && dataset.regression()) {
            errors.add(new FieldError(
                    "simulation.attack.kind",
                    dataset.id() + " holds numbers to predict and no labels to flip; use sign-flip."));
        }
        int clients = spec.clients().count();
        // One attacker alone has no spread to hide in.
        int fewest = attack.kind() == AttackKind.LITTLE_IS_ENOUGH ? 2 : 1;
        if (attack.share() > 0 && attack.attackers(clients) < fewest) {
            errors.add(new FieldError(
                    "simulation.attack.share",
                    attack.share() + " of " + clients + " clients is " + attack.attackers(clients)
                            + "; this attack needs " + fewest + ". Use at least "
                            + Math.ceil(1000.0 * fewest / clients) / 1000 + ", or 0."));
        }
    }

    private static void slow(TaskSpec spec, List<FieldError> errors) {
        TaskSpec.Slow slow = spec.simulation().slow();
        int clients = spec.clients().count();
        if (slow.share() > 0 && spec.partition().scheme() == PartitionScheme.BY_WORKER) {
            errors.add(new FieldError(
                    "simulation.slow.share",
                    "Simulated speeds are for virtual clients; sites are as fast as they are. Use 0."));
        } else if (slow.share() > 0 && slow.clients(clients) < 1) {
            errors.add(new FieldError(
                    "simulation.slow.share",
                    slow.share() + " of " + clients + " clients is 0; use at least "
                            + Math.ceil(1000.0 / clients) / 1000 + ", or 0."));
        }
    }
}
