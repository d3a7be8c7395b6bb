package dev.onednn4j.bench.run;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.report.CaseResult;
import dev.onednn4j.bench.report.Results;
import dev.onednn4j.bench.report.Roofline;
import dev.onednn4j.bench.run.SweepTable.Column;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Measures the same problems under several settings that a process can choose only once: numbers
/// of threads, instruction sets. Each combination runs in a JVM of its own, one after another.
///
/// Not thread safe, for one use.
public final class Sweep {
    private static final String THREADS = "--threads";
    private static final String ISA = "--isa";
    private static final int MOST_THREADS = 1024;

    /// What the program ends with when the arguments make no sense.
    private static final int BAD_INPUT = 2;

    /// A process that a signal ended returns this or more.
    private static final int SIGNALLED = 128;

    private static final int FAILED = 1;
    private static final long SECONDS_TO_END = 5;

    private final List<SweepSetting> settings;
    private final List<String> given;
    private final List<String> remaining;
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable SweepChild running;
    private boolean ending;

    private Sweep(List<SweepSetting> settings, List<String> given, List<String> remaining) {
        this.settings = settings;
        this.given = given;
        this.remaining = remaining;
    }

    /// The sweep that a command line asks for; empty when it asks for none.
    ///
    /// @throws BadInput when what it asks for makes no sense
    public static Optional<Sweep> find(List<String> arguments) {
        List<@Nullable Integer> threads = new ArrayList<>();
        List<@Nullable String> isas = new ArrayList<>();
        List<String> remaining = new ArrayList<>();
        for (String argument : arguments) {
            if (isOption(THREADS, argument)) {
                threads.clear();
                values(THREADS, argument).forEach(value -> threads.add(threads(value)));
            } else if (isOption(ISA, argument)) {
                isas.clear();
                values(ISA, argument).forEach(value -> isas.add(InstructionSets.parse(value, ISA)));
            } else {
                remaining.add(argument);
            }
        }
        if (threads.isEmpty() && isas.isEmpty()) {
            return Optional.empty();
        }
        remaining.forEach(Sweep::requireTimed);
        if (threads.isEmpty()) {
            threads.add(null);
        }
        if (isas.isEmpty()) {
            isas.add(null);
        }
        List<SweepSetting> settings = new ArrayList<>();
        for (Integer count : threads) {
            for (String isa : isas) {
                settings.add(new SweepSetting(count, isa));
            }
        }
        return Optional.of(
                new Sweep(
                        settings.stream().distinct().toList(), List.copyOf(arguments), remaining));
    }

    /// A sweep makes a table of medians and nothing else.
    private static void requireTimed(String argument) {
        boolean timed =
                argument.startsWith("--mode=")
                        ? argument.equalsIgnoreCase("--mode=P")
                        : Stream.of("--twin", "--compare", "--perf-template")
                                .noneMatch(option -> isOption(option, argument));
        if (!timed) {
            throw new BadInput(
                    THREADS + " and " + ISA + " do not go with " + BadInput.quote(argument));
        }
    }

    private static boolean isOption(String option, String argument) {
        return argument.equals(option) || argument.startsWith(option + "=");
    }

    private static List<String> values(String option, String argument) {
        if (argument.length() <= option.length() + 1) {
            throw new BadInput(option + " needs a value: " + option + "=A,B,...");
        }
        return List.of(argument.substring(option.length() + 1).split(",", -1));
    }

    private static int threads(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= MOST_THREADS) {
                return count;
            }
        } catch (NumberFormatException noNumber) {
            // Told like a number that is too large.
        }
        throw new BadInput(
                THREADS
                        + ": "
                        + BadInput.quote(text)
                        + " is no number of threads, 1 to "
                        + MOST_THREADS);
    }

    /// The settings, in the order they are run in.
    List<SweepSetting> settings() {
        return settings;
    }

    /// The arguments that each child gets.
    List<String> remaining() {
        return remaining;
    }

    /// Runs a child for each setting, then prints the table. When the process is asked to end
    /// meanwhile, the child ends too, and what is there is printed.
    ///
    /// @param mainClass the program; it leaves what [SweepChild#RESULTS] names in the directory
    ///   that the property `OutputDirectory.PROPERTY` names
    /// @param out for the table
    /// @param err for a line before each child
    /// @param files takes the results of all children as one; not called when there are none
    /// @return the worst of the children's exit codes
    public int run(String mainClass, PrintStream out, PrintStream err, Consumer<Results> files) {
        Thread hook = new Thread(this::endEarly, "sweep interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        List<Column> columns = new ArrayList<>();
        try {
            int worst = 0;
            for (int i = 0; i < settings.size() && !isEnding(); i++) {
                SweepSetting setting = settings.get(i);
                err.printf("sweep %d/%d: %s%n", i + 1, settings.size(), setting.label());
                Path directory = Files.createTempDirectory("onednn4j-sweep");
                try {
                    int exitCode = runChild(mainClass, setting, directory, columns);
                    worst = Math.max(worst, exitCode);
                    boolean hopeless = columns.getLast().results() == null && exitCode == BAD_INPUT;
                    // The signal that ends this process may reach the child first.
                    if (hopeless || exitCode >= SIGNALLED) {
                        break;
                    }
                } finally {
                    delete(directory);
                }
            }
            List<Results> found = new ArrayList<>();
            for (Column column : columns) {
                Results results = column.results();
                if (results != null) {
                    found.add(results);
                }
            }
            if (!found.isEmpty()) {
                new SweepTable(columns).lines().forEach(out::println);
                out.flush();
                files.accept(merged(found));
            }
            return worst;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            finished.countDown();
            if (!isEnding()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private int runChild(
            String mainClass, SweepSetting setting, Path directory, List<Column> columns)
            throws IOException {
        SweepChild child;
        synchronized (this) {
            if (ending) {
                columns.add(new Column(setting, null));
                return FAILED;
            }
            child = SweepChild.start(setting, mainClass, remaining, directory);
            running = child;
        }
        int exitCode;
        try {
            exitCode = child.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            child.kill();
            exitCode = FAILED;
        }
        Results results = child.results();
        columns.add(new Column(setting, results));
        return results == null && exitCode == 0 ? FAILED : exitCode;
    }

    private synchronized boolean isEnding() {
        return ending;
    }

    /// Leaves the printing to the thread that runs the children, and the process to live until that
    /// is done.
    private void endEarly() {
        SweepChild child;
        synchronized (this) {
            ending = true;
            child = running;
        }
        try {
            if (child != null) {
                child.end();
                if (!finished.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                    child.kill();
                }
            }
            finished.await(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Facts about the machine that differ between the children are told with each problem.
    private Results merged(List<Results> found) {
        Roofline roofline = null;
        List<CaseResult> problems = new ArrayList<>();
        for (Results each : found) {
            problems.addAll(each.problems());
            roofline = roofline == null ? each.roofline() : roofline;
        }
        return new Results(
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                String.join(" ", given),
                false,
                found.getFirst().machine(),
                roofline,
                problems);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
