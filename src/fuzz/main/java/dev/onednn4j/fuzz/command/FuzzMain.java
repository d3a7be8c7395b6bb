package dev.onednn4j.fuzz.command;

import dev.onednn4j.pages.terminal.Terminal;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.io.PrintStream;

/// The program behind `scripts/fuzz`.
public final class FuzzMain {
    private static final int BAD_INPUT = 2;

    private FuzzMain() {}

    /// Runs what the arguments say. Ends the process with 0 when nothing new was found, 1 when
    /// something was, 2 when the arguments make no sense.
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /// Runs what the arguments say.
    ///
    /// @return what the process ends with
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        FuzzOptions options = new FuzzOptions();
        CommandLine line = new CommandLine(options);
        try {
            line.parseArgs(arguments);
            if (options.help) {
                line.usage(out);
                return 0;
            }
            return new FuzzRun(FuzzPlan.of(options), out, Terminal.detect().out()).run();
        } catch (ParameterException | Misuse wrong) {
            err.println(
                    "fuzz: " + String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
            return BAD_INPUT;
        }
    }
}
