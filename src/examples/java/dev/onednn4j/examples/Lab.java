package dev.onednn4j.examples;

import dev.onednn4j.OneDnnException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;

/// What `scripts/lab` starts: runs the step that its first argument names.
@Command(
        name = "lab",
        synopsisSubcommandLabel = "STEP",
        description = "Experiments with convolutions, to look at and to learn the library from.",
        commandListHeading = "%nSteps:%n",
        footer = {"", "scripts/lab STEP --help tells the arguments of a step."})
final class Lab implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec private @Nullable CommandSpec command;

    private Lab() {}

    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    /// Runs one step.
    ///
    /// @return the exit code: 0 when all went well, 2 when the arguments were wrong, 1 otherwise
    static int run(PrintStream out, PrintStream err, String... args) {
        return new CommandLine(new Lab())
                .addSubcommand(new Edges(out))
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((problem, _) -> misused(problem))
                .setExecutionExceptionHandler((problem, step, _) -> failed(problem, step))
                .execute(args);
    }

    /// What to do without a step.
    @Override
    public Integer call() throws LabException {
        throw new LabException(
                "no step given: expected " + steps(Objects.requireNonNull(command).commandLine()));
    }

    private static int misused(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String message = String.valueOf(problem.getMessage());
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().getFirst();
            if (argument.startsWith("-")) {
                message = "unknown option '" + argument + "'";
            } else if (command.getParent() == null) {
                message = "unknown step '" + argument + "': expected " + steps(command);
            } else {
                message = "unexpected argument '" + argument + "'";
            }
        }
        return tell(command, message);
    }

    private static String steps(CommandLine command) {
        return String.join(", ", command.getSubcommands().keySet());
    }

    private static int failed(Exception problem, CommandLine step) throws Exception {
        return switch (problem) {
            case LabException misuse -> tell(step, String.valueOf(misuse.getMessage()));
            case OneDnnException failure -> {
                // It may list, line by line, where the library was looked for.
                step.getErr().println("lab: " + failure.getMessage());
                yield FAILED;
            }
            default -> throw problem;
        };
    }

    private static int tell(CommandLine command, String message) {
        command.getErr().println("lab: " + printable(message));
        return MISUSED;
    }

    /// Text on one line, whatever the file names in it are made of.
    static String printable(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
