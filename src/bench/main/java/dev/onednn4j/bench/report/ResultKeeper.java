package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.BadInput;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes down what a session measured, and compares it with another session where that is asked.
///
/// @param out for the comparison
/// @param err for what went wrong, and where the files are
/// @param told whether somebody is there to be told where the files are
/// @param before the results of the other session; null for none
public record ResultKeeper(PrintStream out, PrintStream err, boolean told, @Nullable Results before)
        implements Consumer<Results> {
    @Override
    public void accept(Results results) {
        if (before != null) {
            RunComparison.of(before, results).lines().forEach(out::println);
        }
        Path directory = OutputDirectory.path();
        ResultFiles files = ResultFiles.in(directory);
        try {
            files.write(results, Optional.ofNullable(before), peers(directory));
            if (told) {
                err.println("bench: " + files.page() + ", results.csv and results.json beside it");
            }
        } catch (IOException e) {
            err.println("bench: the results cannot be written down: " + e);
        }
    }

    private Optional<PeerResults> peers(Path directory) {
        Path file = directory.resolve("peers.json");
        try {
            return Files.exists(file) ? Optional.of(PeerResults.read(file)) : Optional.empty();
        } catch (BadInput unreadable) {
            err.println("bench: the peers are left out of the page: " + unreadable.getMessage());
            return Optional.empty();
        }
    }
}
