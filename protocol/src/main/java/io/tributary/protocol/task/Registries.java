package io.tributary.protocol.task;

import io.tributary.protocol.data.DatasetInfo;
import java.util.List;
import java.util.Map;

/**
 * The names that this installation knows; fills the open choices of the schema.
 *
 * @param datasets what workers hold
 * @param datasetProblems what is wrong with data sets that cannot be used, and what to do, by id
 * @param optimizers what workers step with
 * @param selections how clients are selected
 * @param strategies how updates are aggregated
 * @param codecs how updates are packed
 */
public record Registries(
        List<DatasetInfo> datasets,
        Map<String, String> datasetProblems,
        List<String> optimizers,
        List<String> selections,
        List<String> strategies,
        List<String> codecs) {
    public Registries {
        datasets = List.copyOf(datasets);
        datasetProblems = Map.copyOf(datasetProblems);
        optimizers = List.copyOf(optimizers);
        selections = List.copyOf(selections);
        strategies = List.copyOf(strategies);
        codecs = List.copyOf(codecs);
    }
}
