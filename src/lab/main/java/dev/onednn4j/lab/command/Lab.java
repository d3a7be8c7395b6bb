package dev.onednn4j.lab.command;

import dev.onednn4j.OneDnnException;
import dev.onednn4j.lab.edges.Edges;
import dev.onednn4j.lab.notebook.Screen;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.lab.picture.OneLine;
import dev.onednn4j.lab.picture.UnusableFileException;
import dev.onednn4j.pages.terminal.Terminal;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/// What `scripts/lab` starts: the whole walk, or the one step that its first argument names.
@Command(
        name = "lab",
        synopsisSubcommandLabel = "[STEP]",
        description = {
            "A walk from fully connected layers to convolutions, on a picture. Without a step, all"
                    + " of the walk's steps run and one page shows what came out."
        },
        commandListHeading = "%nSteps:%n",
        footer = {"", "scripts/lab STEP --help tells the arguments of a step."})
final class Lab implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Screen screen;
    private final List<Step> steps;

    @Mixin private final LabOptions options = new LabOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private Lab(Screen screen, List<Step> steps) {
        this.screen = screen;
        this.steps = steps;
    }

    public static void main(String[] args) {
        System.exit(run(Steps.all(), System.out, System.err, Terminal.detect(), args));
    }

    /// Runs the walk or one step.
    ///
    /// @param steps the walk
    /// @return the exit code: 0 when all went well, 2 when the arguments were wrong, 1 otherwise
    static int run(
            List<Step> steps, PrintStream out, PrintStream err, Terminal terminal, String... args) {
        Screen screen = new Screen(out, err, terminal);
        CommandLine command = new CommandLine(new Lab(screen, steps));
        for (Step step : steps) {
            command.addSubcommand(StepCommand.of(screen, step));
        }
        return command.addSubcommand(new Edges(out))
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExpandAtFiles(false)
                .setExecutionStrategy(Lab::execute)
                .setParameterExceptionHandler((problem, _) -> misused(problem))
                .setExecutionExceptionHandler((problem, step, _) -> failed(problem, step))
                .execute(args);
    }

    /// What to do without a step.
    @Override
    public Integer call() throws UnusableFileException {
        Walk walk = new Walk(screen, steps, options.page("index"));
        return walk.run(options.source(), options.scale()) ? 0 : FAILED;
    }

    /// Options before the step would be the walk's, which does not run.
    private static int execute(ParseResult arguments) {
        if (arguments.hasSubcommand() && !arguments.matchedOptions().isEmpty()) {
            ParseResult step = arguments.subcommand();
            String option = arguments.matchedOptions().getFirst().longestName();
            if (!option.equals("--help")) {
                throw new ParameterException(
                        step.commandSpec().commandLine(),
                        "expected %s after the step '%s', not before it"
                                .formatted(option, step.commandSpec().name()));
            }
        }
        return new CommandLine.RunLast().execute(arguments);
    }

    private static int misused(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String message = String.valueOf(problem.getMessage());
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().getFirst();
            if (argument.startsWith("-")) {
                message = "unknown option '" + argument + "'";
            } else if (command.getParent() == null) {
                message = "unknown step '" + argument + "': expected " + names(command);
            } else {
                message = "unexpected argument '" + argument + "'";
            }
        }
        return tell(command, message);
    }

    private static String names(CommandLine command) {
        return String.join(", ", command.getSubcommands().keySet());
    }

    private static int failed(Exception problem, CommandLine step) throws Exception {
        return switch (problem) {
            case UnusableFileException misuse -> tell(step, String.valueOf(misuse.getMessage()));
            case OneDnnException failure -> {
                // It may list, line by line, where the library was looked for.
                step.getErr().println("lab: " + failure.getMessage());
                yield FAILED;
            }
            default -> throw problem;
        };
    }

    private static int tell(CommandLine command, String message) {
        command.getErr().println("lab: " + OneLine.of(message));
        return MISUSED;
    }
}
