package io.tributary.nashpo.guidance;

import io.tributary.nashpo.sampler.Sampler;
import io.tributary.nashpo.sampler.SamplerContract;
import io.tributary.nashpo.sampler.TpeSampler;
import io.tributary.nashpo.trial.Budget;

/** With an adviser who talks nonsense at every turn, the optimiser's contract still holds. */
class GuidedSamplerContractTest extends SamplerContract {
    @Override
    protected Sampler sampler() {
        return GuidedSampler.always(
                TpeSampler.usual(),
                briefing -> briefing.complaint() == null
                        ? "{\"params\": {\"optimizer\": \"" + "x".repeat(200) + "\", \"seed\": 1}}"
                        : "No.",
                Budget.ofTrials(100));
    }
}
