package io.tributary.backend.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.backend.page.Presets.Preset;
import io.tributary.orchestrator.selection.ClientSelector;
import io.tributary.orchestrator.selection.Selections;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpecReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
    private static final Registries KNOWN = new Registries(
            List.of(new DatasetInfo(
                    "fashion-mnist", "F", "d", new DataShape(1, 28, 28, 10), List.of(), 60_000, 10_000, 0, 1)),
            Map.of(),
            Map.of(),
            List.of("sgd", "adam"),
            Selections.all().stream().map(ClientSelector::id).toList(),
            Strategies.all().stream().map(Strategy::id).toList(),
            Compressors.ids());
    private static final TaskSpecReader READER = new TaskSpecReader(KNOWN);

    static List<Preset> all() {
        return Presets.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachIsAValidSpecAndFillsAForm(Preset preset) {
        TaskSpec spec = READER.read(preset.spec());
        assertThat(new TaskForm(READER.schema(), KNOWN).sections(spec)).isNotEmpty();
        assertThat(preset.help()).isNotBlank();
    }

    @Test
    void noTwoAreAlike() {
        assertThat(all().stream().map(Preset::id)).doesNotHaveDuplicates();
        assertThat(all().stream().map(preset -> READER.read(preset.spec()))).doesNotHaveDuplicates();
    }
}
