package io.tributary.worker.site;

import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.Moments;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.Examples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything that was read of a data set, before a task says how to make numbers of it. Immutable. */
record SiteData(Inputs inputs, Target target, Split split) {

    /** Held out by lot. */
    static SiteData of(SiteArgument argument, Inputs inputs, Target target) {
        Path file = argument.path();
        return new SiteData(
                inputs,
                target,
                Split.of(
                        file,
                        argument.name(),
                        target.strata(),
                        argument.options().test()));
    }

    /** What the server is told. */
    DatasetInfo describe(SiteArgument argument) {
        SiteOptions options = argument.options();
        String description = options.description();
        return new DatasetInfo(
                argument.name(),
                options.title(),
                description == null ? inputs.words() + ", held by its sites." : description,
                inputs.shape(target.labels()),
                target.labels(),
                split.train().length,
                split.test().length,
                0,
                1,
                inputs.columns(),
                true);
    }

    /** In the order of {@link Encoding#moments()}. */
    List<Moments> summarise(Encoding encoding) {
        List<Moments> sums = new ArrayList<>(inputs.summarise(encoding, split.train()));
        sums.addAll(target.summarise(split.train()));
        return sums;
    }

    Dataset encode(DatasetInfo described, Encoding encoding) {
        boolean images = encoding.columns().isEmpty();
        Inputs.Scale scale = images ? Inputs.scale(encoding, 0) : new Inputs.Scale(0, 1);
        DatasetInfo info = new DatasetInfo(
                described.id(),
                described.title(),
                described.description(),
                encoding.shape(),
                encoding.labels(),
                described.trainExamples(),
                described.testExamples(),
                scale.mean(),
                scale.deviation(),
                encoding.columns(),
                true);
        return new Dataset(info, examples(encoding, split.train()), examples(encoding, split.test()));
    }

    private Examples examples(Encoding encoding, int[] rows) {
        return target.examples(encoding, inputs.encode(encoding, rows), rows);
    }
}
