package dev.onednn4j.fuzz.calls;

import java.util.function.Consumer;

/// Where findings go.
///
/// @param consumer what is done with each; where it throws it, the program ends
record Findings(Consumer<CallFinding> consumer, CallCount count) {
    void add(CallFinding finding) {
        consumer.accept(finding);
    }
}
