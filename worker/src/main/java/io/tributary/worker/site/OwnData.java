package io.tributary.worker.site;

import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.JointData;
import io.tributary.protocol.data.Moments;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data set that a site brings: a file or folder of its operator's choice, read when it is first described. */
public final class OwnData implements DatasetSource {
    private final SiteArgument argument;
    private @Nullable SiteData data;

    private OwnData(SiteArgument argument) {
        this.argument = argument;
    }

    /**
     * Takes a command line's argument apart; reads nothing yet.
     *
     * @param argument {@code NAME=PATH[,key=value...]}, see the package's description
     * @throws io.tributary.protocol.error.TributaryException INVALID_PARAMETER saying what is wrong and what to write
     */
    public static OwnData of(String argument) {
        return new OwnData(SiteArgument.of(argument));
    }

    @Override
    public String id() {
        return argument.name();
    }

    @Override
    public DatasetInfo describe() {
        return data().describe(argument);
    }

    /** As if this were the only site. */
    @Override
    public Dataset load() {
        Encoding alone = JointData.of(List.of(new JointData.Site("this one", describe())))
                .encoding();
        return load(alone.scaledBy(List.of(summarise(alone))));
    }

    @Override
    public Dataset load(Encoding encoding) {
        return data().encode(describe(), encoding);
    }

    @Override
    public List<Moments> summarise(Encoding encoding) {
        return data().summarise(encoding);
    }

    private SiteData data() {
        SiteData read = data;
        if (read == null) {
            read = SiteFormat.read(argument);
            data = read;
        }
        return read;
    }
}
