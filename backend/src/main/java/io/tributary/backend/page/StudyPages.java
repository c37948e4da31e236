package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.backend.study.StudyReader;
import io.tributary.backend.study.StudyState;
import io.tributary.backend.study.StudyView;
import io.tributary.nashpo.study.ReadySpaces;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.task.TaskSpec;
import java.time.Clock;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The pages of studies: all of them, a new one, a live one. */
@Controller
class StudyPages {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TILES = 20;
    /** Past this many pages nobody turns by hand, and the row number must stay an int. */
    private static final int LAST_PAGE = 1_000_000;

    private final StudyReader studies;
    private final History history;
    private final SlotPool pool;
    private final Clock clock;

    StudyPages(StudyReader studies, History history, SlotPool pool, Clock clock) {
        this.studies = studies;
        this.history = history;
        this.pool = pool;
        this.clock = clock;
    }

    @GetMapping("/studies")
    String list(@RequestParam(defaultValue = "0") int page, Model model) {
        int number = Math.max(0, Math.min(page, LAST_PAGE));
        model.addAttribute("address", "/studies?page=" + number);
        model.addAttribute(
                "studies",
                studies.studies(EnumSet.allOf(StudyState.class), number, TILES).map(this::card));
        return "study/list";
    }

    /** A new study, from the defaults, from an earlier task, or from what the form or a sentence hands over in the browser. */
    @GetMapping("/studies/new")
    String form(@RequestParam(required = false) @Nullable String from, Model model) {
        TaskSummary origin = from == null || from.isEmpty() ? null : history.task(from);
        TaskSpec spec = origin == null ? TaskSpec.defaults() : origin.task().spec();
        ObjectNode task = JSON.valueToTree(spec);
        task.remove("name");
        model.addAttribute("origin", origin == null ? null : origin.task().name());
        model.addAttribute("task", task.toString());
        model.addAttribute("spaces", JSON.writeValueAsString(ReadySpaces.all()));
        model.addAttribute(
                "parameters",
                pool.dataset(spec.dataset())
                        .map(data -> ModelGraph.of(spec.model(), data.shape()).parameters())
                        .orElse(null));
        return "study/new";
    }

    @GetMapping("/studies/{id}")
    String live(@PathVariable String id, Model model) {
        model.addAttribute("study", card(studies.study(id)));
        return "study/live";
    }

    private StudyCard card(StudyView study) {
        String dataset = study.spec().task().dataset();
        return StudyCard.of(study, pool.dataset(dataset).map(DatasetInfo::title).orElse(dataset), clock.instant());
    }
}
