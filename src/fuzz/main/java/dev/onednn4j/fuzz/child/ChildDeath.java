package dev.onednn4j.fuzz.child;

import dev.onednn4j.fuzz.run.Failure;
import dev.onednn4j.fuzz.run.FailureKind;
import dev.onednn4j.fuzz.run.JournalEntry;

import java.util.ArrayList;
import java.util.List;

/// How a child ended that was not told to.
///
/// @param hung whether it did not answer and was killed
/// @param exitCode of the process
/// @param journal its last lines
/// @param output what was written that is no reply, the last lines
public record ChildDeath(boolean hung, int exitCode, List<String> journal, List<String> output) {
    private static final List<String> TELLING =
            List.of(
                    "SIG",
                    "free()",
                    "double free",
                    "corrupt",
                    "malloc",
                    "invalid pointer",
                    "terminate called",
                    "libgomp",
                    "OutOfMemoryError",
                    "Exception");

    /// What it was doing; the journal's last line.
    public String doing() {
        return journal.isEmpty() ? "" : journal.getLast();
    }

    /// The failure of what it was doing.
    public Failure failure() {
        List<String> evidence = new ArrayList<>();
        evidence.add(hung ? "no answer; killed" : "exit code " + exitCode);
        boolean frame = false;
        for (String line : output) {
            boolean telling = TELLING.stream().anyMatch(line::contains);
            if (frame || (telling && evidence.size() < 8)) {
                evidence.add(line.strip());
            }
            frame = line.contains("Problematic frame");
        }
        return new Failure(
                hung ? FailureKind.HANG : FailureKind.CRASH,
                JournalEntry.parse(doing()).implementation(),
                List.copyOf(evidence));
    }
}
