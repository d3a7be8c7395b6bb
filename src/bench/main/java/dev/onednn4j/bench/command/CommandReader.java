package dev.onednn4j.bench.command;

import dev.onednn4j.bench.command.BatchFile.Token;
import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.Driver;
import dev.onednn4j.bench.problem.TokenOrigin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Reads arguments in benchdnn's way, one after the other: a knob changes the settings for what
/// comes after it, a descriptor makes cases under the settings of that moment, `--batch` reads on
/// in a file.
///
/// Not thread safe, for one use.
public final class CommandReader {
    private static final String BATCH = "--batch";

    static final String FAIL_FAST = "--fail-fast";
    static final String TWIN = "--twin";
    static final String ROOFLINE = "--roofline";
    static final String ALL_IMPLEMENTATIONS = "--all-impls";
    static final String COMPARE = "--compare";

    private final Path workingDirectory;
    private final List<ConvolutionCase> cases = new ArrayList<>();
    private final List<BadInput> rejected = new ArrayList<>();
    private final Deque<Path> openFiles = new ArrayDeque<>();
    private KnobSettings settings = new KnobSettings();
    private boolean twin;
    private boolean roofline;
    private boolean allImplementations;
    private @Nullable Path compared;

    private CommandReader(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /// Reads a command line.
    ///
    /// @param workingDirectory where the batch files on the command line are looked up first
    /// @throws BadInput when an argument makes it impossible to say what the later ones mean. A
    ///   wrong descriptor does not: it is left out and told in the script.
    public static SessionPlan read(List<String> arguments, Path workingDirectory) {
        CommandReader reader = new CommandReader(workingDirectory);
        for (String argument : arguments) {
            reader.read(new Token(argument, TokenOrigin.COMMAND_LINE));
        }
        return new SessionPlan(
                reader.cases.subList(
                        (int) Math.min(reader.settings.start, reader.cases.size()),
                        reader.cases.size()),
                reader.rejected,
                new SessionOptions(
                        reader.settings.templateChosen,
                        reader.settings.failFast,
                        reader.twin,
                        reader.roofline,
                        reader.allImplementations,
                        reader.compared));
    }

    /// Whether there is anything to run among the arguments, right or wrong.
    static boolean namesProblems(List<String> arguments) {
        return arguments.stream()
                .anyMatch(argument -> !argument.startsWith("-") || argument.startsWith(BATCH));
    }

    private void read(Token token) {
        String text = token.text();
        if (!text.startsWith("-")) {
            addCases(token);
        } else if (text.equals(BATCH) || text.startsWith(BATCH + "=")) {
            readFile(text.substring(Math.min(text.length(), BATCH.length() + 1)), token.origin());
        } else {
            try {
                readOption(text);
            } catch (BadInput wrong) {
                throw wrong.at(token.origin());
            }
        }
    }

    private void addCases(Token token) {
        try {
            BenchdnnProblem problem = BenchdnnProblem.parse(token.text(), settings.driver);
            try {
                cases.addAll(settings.cases(problem));
            } catch (BadInput unsuitable) {
                throw unsuitable.within(token.text());
            }
        } catch (BadInput wrong) {
            String hint =
                    Suites.find(token.text()).isPresent()
                            ? "; for the suite of that name write --batch=" + token.text()
                            : "";
            BadInput told = new BadInput(wrong.getMessage() + hint).at(token.origin());
            if (settings.failFast) {
                throw told;
            }
            rejected.add(told);
        }
    }

    private void readOption(String text) {
        if (text.equals("--reset")) {
            settings = settings.reset();
            return;
        }
        switch (text) {
            case FAIL_FAST -> settings.failFast = true;
            case TWIN -> twin = true;
            case ROOFLINE -> roofline = true;
            case ALL_IMPLEMENTATIONS -> allImplementations = true;
            default -> readValuedOption(text);
        }
    }

    private void readValuedOption(String text) {
        if (text.startsWith(COMPARE + "=")) {
            compared = file(text.substring(COMPARE.length() + 1));
            return;
        }
        Optional<Driver> driver = Driver.switchedToBy(text);
        if (driver.isPresent()) {
            settings.driver = driver.get();
            return;
        }
        if (text.matches("-v[0-9]*")) {
            Knob.VERBOSE.apply(settings, text.length() > 2 ? text.substring(2) : "1");
            return;
        }
        if (IgnoredKnob.isOne(text)) {
            return;
        }
        int equals = text.indexOf('=');
        String option = equals < 0 ? text : text.substring(0, equals);
        Knob knob = Knob.named(option).orElseThrow(() -> unknown(text, option));
        if (equals < 0) {
            throw new BadInput(option + " needs a value: " + option + "=" + knob.valueLabel());
        }
        knob.apply(settings, text.substring(equals + 1));
    }

    private Path file(String name) {
        try {
            Path file = workingDirectory.resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException unusable) {
            // Told like any other name that leads nowhere.
        }
        throw new BadInput(COMPARE + ": there is no file " + BadInput.quote(name));
    }

    private static BadInput unknown(String text, String option) {
        List<String> similar = Knob.similarTo(option);
        String hint =
                similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
        return new BadInput("unknown option " + BadInput.quote(text) + hint);
    }

    private void readFile(String name, TokenOrigin origin) {
        Path file = locate(name, origin);
        if (openFiles.contains(file)) {
            throw new BadInput("the batch file " + BadInput.quote(name) + " includes itself")
                    .at(origin);
        }
        List<Token> tokens;
        try {
            tokens = BatchFile.read(file, name);
        } catch (BadInput unreadable) {
            throw unreadable.at(origin);
        }
        openFiles.push(file);
        tokens.forEach(this::read);
        openFiles.pop();
    }

    private Path locate(String name, TokenOrigin origin) {
        Path including = openFiles.peek();
        try {
            Path beside =
                    including == null
                            ? workingDirectory.resolve(name)
                            : including.resolveSibling(name);
            if (!name.isEmpty() && Files.exists(beside)) {
                return beside.toRealPath();
            }
            Optional<Path> suite = Suites.find(name);
            if (suite.isPresent()) {
                return suite.get().toRealPath();
            }
        } catch (InvalidPathException | IOException unusable) {
            // Told like any other name that leads nowhere.
        }
        String suites = String.join(", ", Suites.names());
        throw new BadInput(
                        "batch file %s not found; the built-in suites are: %s"
                                .formatted(BadInput.quote(name), suites))
                .at(origin);
    }
}
