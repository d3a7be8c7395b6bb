package dev.onednn4j.peers;

import dev.onednn4j.pages.Project;

import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/// The program behind `scripts/bench --peers`. Peers and problems take turns in rounds, so that
/// what disturbs the machine for a while disturbs everybody.
public final class Peers {
    private final Request request;
    private final Standings standings;
    private final Fork fork;
    private final Path json;
    private final AtomicBoolean told = new AtomicBoolean();

    private Peers(Request request, Project project) throws IOException {
        Path scratch = Files.createDirectories(project.output("peers"));
        Files.deleteIfExists(scratch.resolve("peers.log"));
        this.request = request;
        standings = new Standings(request);
        fork = new Fork(scratch, request.threads(), request.quick());
        json = Files.createDirectories(project.output("bench")).resolve("peers.json");
    }

    /// Runs the comparison.
    ///
    /// @param arguments see [Request#USAGE]
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.printf(Locale.ROOT, Request.USAGE, Request.names());
            return;
        }
        // ONNX Runtime 1.29.0 crashes in a JVM whose command line has a class path of 4 KB or more.
        System.setProperty("jmh.separateClasspathJAR", "true");
        try {
            new Peers(Request.of(arguments), Project.current()).run();
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.exit(2);
        } catch (IllegalStateException | RunnerException failure) {
            System.err.println("bench: " + failure.getMessage());
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException, RunnerException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::tell));
        for (int round = 1; round <= request.rounds(); round++) {
            for (int i = 0; i < request.problems().size(); i++) {
                if (round == 1) {
                    answer(i);
                }
                for (Peer peer : standings.peers()) {
                    time(round, i, peer);
                }
            }
        }
    }

    /// Without our result there is nothing to compare anybody's with.
    private void answer(int number) throws IOException, InterruptedException {
        try {
            fork.answer(request.problems().get(number), number);
        } catch (IllegalStateException failure) {
            for (Peer peer : standings.peers()) {
                standings.add(number, peer, Measured.failure(String.valueOf(failure.getMessage())));
            }
        }
    }

    private void time(int round, int number, Peer peer) throws IOException, RunnerException {
        if (!standings.get(number, peer).reason().isEmpty()) {
            return;
        }
        Measured measured = fork.time(peer, request.problems().get(number), number);
        if (told.get()) {
            return;
        }
        standings.add(number, peer, measured);
        new JsonReport(standings, request).write(json);
        progress(round, number, peer, measured);
    }

    private void progress(int round, int number, Peer peer, Measured measured) {
        String outcome =
                measured.isTimed()
                        ? String.format(
                                Locale.ROOT, "%.2f us %s", measured.median() / 1e3, measured.form())
                        : measured.reason();
        System.err.printf(
                Locale.ROOT,
                "round %d/%d  problem %d/%d  %s: %s%n",
                round,
                request.rounds(),
                number + 1,
                request.problems().size(),
                peer,
                outcome);
    }

    /// Prints what there is, at the end or at Ctrl-C.
    private void tell() {
        if (told.compareAndSet(false, true)) {
            System.out.print(new RatioTable(standings));
            System.out.flush();
        }
    }
}
