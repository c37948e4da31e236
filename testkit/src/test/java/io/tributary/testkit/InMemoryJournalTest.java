package io.tributary.testkit;

import io.tributary.orchestrator.journal.Journal;

class InMemoryJournalTest extends JournalContract {
    private final InMemoryJournal journal = new InMemoryJournal();

    @Override
    protected Journal journal() {
        return journal;
    }
}
