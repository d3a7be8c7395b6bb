package dev.onednn4j.peers;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Starts the JVMs: one for our answers to a problem, one each time that a peer is timed.
///
/// @param scratch for data, what JVMs say, and unpacked native libraries
/// @param threads how many threads each peer may use
/// @param quick whether a rough look is enough
record Fork(Path scratch, int threads, boolean quick) {
    private static final List<String> JVM_ARGUMENTS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    /// Has the data of a problem made, with our result.
    ///
    /// @throws IllegalStateException when we cannot run it either
    void answer(PeerProblem problem, int number) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_ARGUMENTS);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Answers.class.getName(),
                        problem.descriptor(),
                        data(number).toString()));
        Path said = scratch.resolve("answers.log");
        int status =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IllegalStateException(
                    "no result of ours: " + Files.readString(said).lines().findFirst().orElse(""));
        }
    }

    /// Times a peer on a problem once more.
    Measured time(Peer peer, PeerProblem problem, int number) throws IOException, RunnerException {
        Path note = scratch.resolve("note");
        Path said = scratch.resolve("said.log");
        Files.deleteIfExists(note);
        Collection<RunResult> results =
                new Runner(options(peer, problem, number, note, said)).run();
        Files.write(
                scratch.resolve("peers.log"),
                Files.readAllBytes(said),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        String told = Files.exists(note) ? Files.readString(note) : "its JVM died: see peers.log";
        List<Double> nanoseconds = new ArrayList<>();
        for (RunResult result : results) {
            result.getAggregatedResult()
                    .getIterationResults()
                    .forEach(each -> nanoseconds.add(each.getPrimaryResult().getScore()));
        }
        return nanoseconds.isEmpty()
                ? Measured.failure(told)
                : new Measured(nanoseconds, told, /* reason= */ "");
    }

    private Options options(Peer peer, PeerProblem problem, int number, Path note, Path said) {
        List<String> arguments = new ArrayList<>(JVM_ARGUMENTS);
        arguments.addAll(peer.jvmArguments(scratch.resolve("natives")));
        arguments.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (threads - 1));
        return new OptionsBuilder()
                .include("^" + PeerBenchmark.class.getName() + "\\.run$")
                .param("peer", peer.toString())
                .param("problem", problem.descriptor())
                .param("data", data(number).toString())
                .param("note", note.toString())
                .param("threads", Integer.toString(threads))
                .jvmArgs(arguments.toArray(String[]::new))
                .forks(1)
                .warmupIterations(quick ? 1 : 2)
                .warmupTime(TimeValue.milliseconds(400))
                .measurementIterations(quick ? 3 : 4)
                .measurementTime(TimeValue.milliseconds(quick ? 150 : 250))
                .verbosity(VerboseMode.NORMAL)
                .output(said.toString())
                .build();
    }

    private Path data(int number) {
        return scratch.resolve("problem-" + number + ".f32");
    }
}
