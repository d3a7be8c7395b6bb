package dev.onednn4j.fuzz.child;

import dev.onednn4j.fuzz.run.Work;

/// Where hostile calls come from.
final class Calls {
    private Calls() {}

    static Work work() {
        return (seed, goOn, journal) -> journal.accept("nothing is called yet");
    }
}
