package dev.onednn4j.bench.command;

import dev.onednn4j.OneDnnException;
import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.Mode;
import dev.onednn4j.bench.report.LineReport;
import dev.onednn4j.bench.report.MachineFacts;
import dev.onednn4j.bench.report.OutputDirectory;
import dev.onednn4j.bench.report.Phase;
import dev.onednn4j.bench.report.PhaseClock;
import dev.onednn4j.bench.report.RecordingReport;
import dev.onednn4j.bench.report.Report;
import dev.onednn4j.bench.report.ResultFiles;
import dev.onednn4j.bench.report.ResultKeeper;
import dev.onednn4j.bench.report.Results;
import dev.onednn4j.bench.report.Roof;
import dev.onednn4j.bench.report.SessionProgress;
import dev.onednn4j.bench.report.TableReport;
import dev.onednn4j.bench.run.AllImplementations;
import dev.onednn4j.bench.run.NativeFailure;
import dev.onednn4j.bench.run.NativePrograms;
import dev.onednn4j.bench.run.RoofCache;
import dev.onednn4j.bench.run.Session;
import dev.onednn4j.bench.run.Sweep;
import dev.onednn4j.bench.run.Twin;
import dev.onednn4j.pages.terminal.Terminal;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The program behind `scripts/bench`.
public final class Main {
    /// What a call without a problem begins with: short runs of what people compare CPUs by.
    static final List<String> BEFORE = List.of("--dir=FWD_I", "--mb=1", "--max-ms-per-prb=500");

    /// What it ends with.
    static final String AFTER = "--batch=" + Suites.RESNET_50;

    /// And where Java is compared with C: problems so small that the call is what is measured.
    private static final List<String> TINY =
            List.of("ic1ih6oc1kh2n\"tiny\"", "ic16ih8oc16kh3ph1n\"small\"");

    /// Hands all further arguments to JMH.
    static final String JMH = "--jmh";

    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final PhaseClock clock;

    public Main(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.clock = new PhaseClock();
    }

    /// Runs what the arguments say. Ends the process with 0 when all went well, 1 when a problem
    /// failed, 2 when the arguments make no sense.
    ///
    /// @throws Exception when JMH fails, which `--jmh` runs
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals(JMH)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        Main main = new Main(System.out, System.err, Terminal.detect());
        System.exit(main.run(List.of(arguments), Path.of("")));
    }

    public int run(List<String> arguments, Path workingDirectory) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            Help.printUsage(out, terminal.out());
            return 0;
        }
        try {
            if (arguments.contains("--version")) {
                out.println(Help.versions());
                return 0;
            }
            Optional<Sweep> sweep = Sweep.find(arguments);
            if (sweep.isPresent()) {
                ResultKeeper keeper = new ResultKeeper(out, err, terminal.out(), null);
                return sweep.get().run(Main.class.getName(), out, err, keeper);
            }
            List<String> completed = complete(arguments);
            return run(CommandReader.read(completed, workingDirectory), completed);
        } catch (BadInput wrong) {
            err.println("bench: " + wrong.getMessage());
            return BAD_INPUT;
        } catch (NativeFailure failure) {
            err.println("bench: " + CommandReader.TWIN + ": " + failure.getMessage());
            return BAD_INPUT;
        } catch (OneDnnException unusable) {
            err.println("bench: " + unusable.getMessage());
            return FAILED;
        }
    }

    private static List<String> complete(List<String> arguments) {
        if (CommandReader.namesProblems(arguments)) {
            return arguments;
        }
        List<String> completed = new ArrayList<>(BEFORE);
        completed.addAll(arguments);
        completed.add(AFTER);
        if (arguments.contains(CommandReader.TWIN)) {
            completed.addAll(TINY);
        }
        return completed;
    }

    private int run(SessionPlan script, List<String> arguments) {
        script.rejected().forEach(wrong -> err.println("bench: " + wrong.getMessage()));
        boolean allRight = true;
        if (script.cases().isEmpty()) {
            if (script.rejected().isEmpty()) {
                err.println("bench: no problem is left to run");
            }
        } else {
            allRight = runCases(script, arguments);
        }
        return script.rejected().isEmpty() ? (allRight ? 0 : FAILED) : BAD_INPUT;
    }

    private boolean runCases(SessionPlan script, List<String> arguments) {
        SessionOptions options = script.options();
        List<ConvolutionCase> cases = script.cases();
        if (options.allImplementations()) {
            cases = clock.time(Phase.LOAD, () -> AllImplementations.of(script.cases()));
        }
        try (Twin twin = options.twin() ? Twin.start(NativePrograms.ofProject()) : null) {
            Report report = report(cases, script, arguments);
            return new Session(cases, options.failFast(), report, clock, twin).run();
        }
    }

    private Report report(List<ConvolutionCase> cases, SessionPlan script, List<String> arguments) {
        SessionOptions options = script.options();
        int rejected = script.rejected().size();
        Path compared = options.compared();
        Results before = compared == null ? null : ResultFiles.read(compared);
        if (cases.stream().noneMatch(benchCase -> benchCase.mode() == Mode.PERFORMANCE)) {
            return new LineReport(
                    out, err, new SessionProgress(err, terminal.err(), cases), clock, rejected);
        }
        boolean table = isTable(cases, options);
        if (table) {
            out.println(clock.time(Phase.LOAD, Help::versions));
        }
        MachineFacts machine = clock.time(Phase.LOAD, MachineFacts::detect);
        Roof roof = roof(machine, table || options.roofline(), options.roofline());
        Report report =
                table
                        ? new TableReport(
                                out,
                                new SessionProgress(err, terminal.err(), cases),
                                clock,
                                roof,
                                rejected)
                        : new LineReport(
                                out, err, new SessionProgress(err, false, cases), clock, rejected);
        return new RecordingReport(
                report,
                machine,
                roof,
                String.join(" ", arguments),
                new ResultKeeper(out, err, table, before));
    }

    /// A table is for people; programs, and those who ask for a template, get lines.
    private boolean isTable(List<ConvolutionCase> cases, SessionOptions options) {
        boolean timesAll =
                cases.stream().allMatch(benchCase -> benchCase.mode() == Mode.PERFORMANCE);
        return timesAll && !options.templateChosen() && terminal.out();
    }

    /// @param wanted whether it is measured where it is not known
    /// @param anew whether it is measured even so
    private @Nullable Roof roof(MachineFacts machine, boolean wanted, boolean anew) {
        RoofCache known = new RoofCache(OutputDirectory.path().resolve("roofline.json"));
        Optional<Roof> before = anew ? Optional.empty() : known.find(machine);
        if (before.isPresent() || !wanted) {
            return before.orElse(null);
        }
        try {
            err.println("bench: measuring what this machine can do at most, a few seconds...");
            return clock.time(Phase.LOAD, () -> known.measure(machine));
        } catch (NativeFailure failure) {
            err.println("bench: no roof to compare with: " + failure.getMessage());
            return null;
        }
    }
}
