package io.tributary.backend.page;

import io.tributary.orchestrator.selection.ClientSelector;
import io.tributary.orchestrator.selection.Selections;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.model.ModelPreset;
import io.tributary.protocol.task.Registries;
import java.util.Optional;

/** How the choices of a field are called and what there is to say about each; where nothing is known, its id and nothing. */
final class ChoiceWords {
    private final Registries known;

    ChoiceWords(Registries known) {
        this.known = known;
    }

    String title(String path, String id) {
        return switch (path) {
            case "dataset" -> dataset(id).map(DatasetInfo::title).orElse(id);
            case "model.preset" -> ModelPreset.find(id).map(ModelPreset::title).orElse(id);
            case "aggregation.strategy" ->
                Strategies.find(id).map(strategy -> strategy.about().title()).orElse(id);
            default -> id;
        };
    }

    String about(String path, String id) {
        return switch (path) {
            case "dataset" -> dataset(id).map(DatasetInfo::description).orElse("");
            case "model.preset" ->
                ModelPreset.find(id).map(ModelPreset::description).orElse("");
            case "aggregation.strategy" ->
                Strategies.find(id)
                        .map(strategy -> strategy.about().description())
                        .orElse("");
            case "clients.selection" ->
                Selections.all().stream()
                        .filter(selector -> selector.id().equals(id))
                        .findFirst()
                        .map(ClientSelector::description)
                        .orElse("");
            default -> "";
        };
    }

    private Optional<DatasetInfo> dataset(String id) {
        return known.datasets().stream().filter(info -> info.id().equals(id)).findFirst();
    }
}
