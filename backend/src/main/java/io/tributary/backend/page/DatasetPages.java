package io.tributary.backend.page;

import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of data sets. */
@Controller
class DatasetPages {
    private final SlotPool pool;

    DatasetPages(SlotPool pool) {
        this.pool = pool;
    }

    @GetMapping("/datasets")
    String list(Model model) {
        model.addAttribute("datasets", pool.datasets().stream().map(this::card).toList());
        return "dataset/list";
    }

    private DatasetCard card(DatasetInfo info) {
        DataShape shape = info.shape();
        return new DatasetCard(
                info.id(),
                info.title(),
                info.description(),
                shape.height() + " × " + shape.width() + " pixels, "
                        + (shape.channels() == 1 ? "grey" : shape.channels() + " channels"),
                info.labels(),
                Figures.count(info.trainExamples()),
                Figures.count(info.testExamples()),
                pool.workers().stream()
                        .filter(worker -> worker.hello().datasets().stream()
                                .anyMatch(held -> held.id().equals(info.id())))
                        .map(worker -> worker.hello().name())
                        .toList());
    }

    /** @param workers those who hold it */
    record DatasetCard(
            String id,
            String title,
            String description,
            String shape,
            List<String> labels,
            String trainExamples,
            String testExamples,
            List<String> workers) {}
}
