package dev.onednn4j.examples.lab;

import java.util.List;

/// The steps of the walk.
final class Steps {
    private Steps() {}

    /// All of them, in the order in which one leads to the next.
    static List<Step> all() {
        return List.of();
    }
}
