package dev.onednn4j.bench.report;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// How other libraries compare with this one: the content of the `peers.json` that `scripts/bench
/// --peers` writes, as far as the page shows it.
///
/// @param java the JVM's version
/// @param os the operating system and the architecture
/// @param cores how many processors the JVM could use
/// @param threads what every library ran on
/// @param rounds how often all took turns
record PeerResults(
        String java, String os, int cores, int threads, int rounds, List<PeersOfProblem> problems) {

    /// @param descriptor benchdnn's descriptor
    record PeersOfProblem(String name, String descriptor, List<ComparedPeer> peers) {}

    /// What one library took; all but the name are null where they do not apply.
    ///
    /// @param form how it was asked to do it
    /// @param ratio its time divided by ours
    /// @param reason why it could not run
    record ComparedPeer(
            String name,
            @Nullable Double medianNanoseconds,
            @Nullable String form,
            @Nullable Double ratio,
            @Nullable String reason) {}

    /// @throws BadInput when the file cannot be read or holds something else
    static PeerResults read(Path file) {
        return JsonRecords.read(file, PeerResults.class, "comparison with peers");
    }
}
