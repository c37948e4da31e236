package io.tributary.backend.study;

import io.tributary.nashpo.importance.Importance;
import io.tributary.nashpo.study.Studies;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Component;

/** What the API and the pages read of studies. All calls block; where there is no such study they end with NOT_FOUND. */
@Component
public class StudyReader {
    private final StudyJournal journal;
    private final StudySpecs specs;

    StudyReader(StudyJournal journal, StudySpecs specs) {
        this.journal = journal;
        this.specs = specs;
    }

    /** One study. */
    public StudyView study(String id) {
        return view(journal.study(id));
    }

    /** A page of those in one of the states, newest first. */
    public Page<StudyView> studies(Collection<StudyState> states, int page, int size) {
        return journal.newest(states, page, size).map(this::view);
    }

    private StudyView view(StudyRecord study) {
        return StudyView.of(study, journal.trials(study.id()), journal.repeats(study.id()));
    }

    List<TrialView> trials(String id) {
        return tried(id).stream().map(TrialView::of).toList();
    }

    String csv(String id) {
        return TrialsCsv.of(tried(id), journal.study(id).spec().objectives());
    }

    /** Share of each field in what makes trials good, the greatest first. */
    Map<String, Double> importances(String id) {
        StudyRecord study = journal.study(id);
        List<Trial> trials = tried(id).stream().map(Tried::trial).toList();
        return Importance.of(
                Studies.tasks(study.spec(), specs.reader()).space(),
                new History(trials, study.spec().objectives()));
    }

    private List<Tried> tried(String id) {
        journal.study(id);
        return journal.trials(id);
    }
}
