package io.tributary.orchestrator.selection;

class FullSelectionTest extends ClientSelectorContract {
    @Override
    ClientSelector selector() {
        return Selections.of("full");
    }

    @Override
    int selects(int clients, int wanted) {
        return clients;
    }

    @Override
    int roundsToReachEveryone() {
        return 1;
    }
}
