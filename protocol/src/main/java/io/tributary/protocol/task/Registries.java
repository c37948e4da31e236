package io.tributary.protocol.task;

import io.tributary.protocol.data.DatasetInfo;
import java.util.List;
import java.util.Map;

/**
 * The names that this installation knows; fills the open choices of the schema.
 *
 * @param datasets what workers hold
 * @param datasetProblems what is wrong with data sets that cannot be used, and what to do, by id
 * @param sites names of the sites that hold each data set of their own, by id
 * @param optimizers what workers step with
 * @param selections how clients are selected
 * @param strategies how updates are aggregated
 * @param codecs how updates are packed
 * @param mostParameters of a model that workers can train on each data set, by id; absent where they set no bound
 */
public record Registries(
        List<DatasetInfo> datasets,
        Map<String, String> datasetProblems,
        Map<String, List<String>> sites,
        List<String> optimizers,
        List<String> selections,
        List<String> strategies,
        List<String> codecs,
        Map<String, Long> mostParameters) {
    public Registries {
        datasets = List.copyOf(datasets);
        datasetProblems = Map.copyOf(datasetProblems);
        sites = Map.copyOf(sites);
        optimizers = List.copyOf(optimizers);
        selections = List.copyOf(selections);
        strategies = List.copyOf(strategies);
        codecs = List.copyOf(codecs);
        mostParameters = Map.copyOf(mostParameters);
    }

    /** With workers that set no bound to models. */
    public Registries(
            List<DatasetInfo> datasets,
            Map<String, String> datasetProblems,
            Map<String, List<String>> sites,
            List<String> optimizers,
            List<String> selections,
            List<String> strategies,
            List<String> codecs) {
        this(datasets, datasetProblems, sites, optimizers, selections, strategies, codecs, Map.of());
    }
}
