package dev.onednn4j.bench;

import dev.onednn4j.OneDnnException;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The program behind `scripts/bench`.
public final class Main {
    /// What a call without a problem begins with: short runs of what people compare CPUs by.
    static final List<String> BEFORE = List.of("--dir=FWD_I", "--mb=1", "--max-ms-per-prb=500");

    /// What it ends with.
    static final String AFTER = "--batch=" + Suites.RESNET_50;

    /// Hands all further arguments to JMH.
    static final String JMH = "--jmh";

    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final PhaseClock clock;

    Main(PrintStream out, PrintStream err, Terminal terminal) {
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

    int run(List<String> arguments, Path workingDirectory) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            Help.printUsage(out, terminal.out());
            return 0;
        }
        try {
            if (arguments.contains("--version")) {
                out.println(Help.versions());
                return 0;
            }
            return run(CommandReader.read(complete(arguments), workingDirectory));
        } catch (BadInput wrong) {
            err.println("bench: " + wrong.getMessage());
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
        return completed;
    }

    private int run(Script script) {
        script.rejected().forEach(wrong -> err.println("bench: " + wrong.getMessage()));
        boolean allRight = true;
        if (script.cases().isEmpty()) {
            if (script.rejected().isEmpty()) {
                err.println("bench: no problem is left to run");
            }
        } else {
            allRight = new Session(script.cases(), script.failFast(), report(script), clock).run();
        }
        return script.rejected().isEmpty() ? (allRight ? 0 : FAILED) : BAD_INPUT;
    }

    private Report report(Script script) {
        boolean checks =
                script.cases().stream().anyMatch(tested -> tested.mode() != Mode.PERFORMANCE);
        if (checks || script.templateChosen() || !terminal.out()) {
            boolean shown = checks && terminal.err();
            return new LineReport(out, err, new Progress(err, shown, script.cases()), clock);
        }
        out.println(clock.time(Phase.LOAD, Help::versions));
        return new TableReport(out, new Progress(err, terminal.err(), script.cases()), clock);
    }
}
