package io.tributary.orchestrator.dispatch;

import io.tributary.orchestrator.task.Federation;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.JointData;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.WorkerMessage.Hello;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the connected workers hold at one moment.
 *
 * @param datasets each once; those that sites bring of their own joined by name, where they can be
 * @param problems what keeps sites from training on their data together, by data set
 * @param sites who holds each data set that sites bring, by their names, so that the order is always the same
 * @param mostParameters of a model that can be trained on each data set: of a common one by some worker, of one that sites
 *     bring by each of them
 */
public record Holdings(
        List<DatasetInfo> datasets,
        Map<String, String> problems,
        Map<String, List<Federation.Site>> sites,
        Map<String, Long> mostParameters) {
    public Holdings {
        datasets = List.copyOf(datasets);
        problems = Map.copyOf(problems);
        sites = Map.copyOf(sites);
        mostParameters = Map.copyOf(mostParameters);
    }

    record Holder(String worker, Hello hello) {}

    static Holdings of(List<Holder> holders) {
        Map<String, DatasetInfo> common = new LinkedHashMap<>();
        Map<String, List<Holder>> own = new LinkedHashMap<>();
        List<Holder> byName = holders.stream()
                .sorted(Comparator.comparing((Holder holder) -> holder.hello.name())
                        .thenComparing(Holder::worker))
                .toList();
        holders.forEach(holder -> holder.hello.datasets().stream()
                .filter(info -> !info.own())
                .forEach(info -> common.putIfAbsent(info.id(), info)));
        // A common name stays what it is: no site can put its own data in its place.
        byName.forEach(holder -> holder.hello.datasets().stream()
                .filter(info -> info.own() && !common.containsKey(info.id()))
                .forEach(info ->
                        own.computeIfAbsent(info.id(), id -> new ArrayList<>()).add(holder)));
        Map<String, Long> most = new LinkedHashMap<>();
        holders.forEach(holder -> holder.hello
                .datasets()
                .forEach(info ->
                        most.merge(info.id(), holder.hello.mostParameters(), info.own() ? Math::min : Math::max)));
        List<DatasetInfo> datasets = new ArrayList<>(common.values());
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, List<Federation.Site>> sites = new LinkedHashMap<>();
        own.forEach((id, at) -> {
            sites.put(
                    id,
                    at.stream()
                            .map(holder -> new Federation.Site(holder.worker, holder.hello.name()))
                            .toList());
            try {
                datasets.add(joint(id, at).info());
            } catch (TributaryException e) {
                problems.put(
                        id,
                        e.errors().isEmpty() ? e.message() : e.errors().get(0).message());
            }
        });
        return new Holdings(datasets, problems, sites, most);
    }

    private static JointData joint(String id, List<Holder> holders) {
        return JointData.of(holders.stream()
                .map(holder -> new JointData.Site(
                        holder.hello.name(),
                        holder.hello.datasets().stream()
                                .filter(info -> info.id().equals(id))
                                .findFirst()
                                .orElseThrow(() -> new TributaryException(
                                        ErrorCode.INTERNAL, holder.hello.name() + " does not hold " + id))))
                .toList());
    }
}
