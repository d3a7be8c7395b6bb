package dev.onednn4j.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.testing.ChildJvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Runs the program behind a script of the project, without the build that the script begins with.
///
/// @param main the class that the script starts
record ScriptRun(Class<?> main) {
    private static final Pattern MAIN = Pattern.compile("dev\\.onednn4j(?:\\.\\w+)+");

    /// @param script its name in `scripts`
    static ScriptRun of(String script) throws IOException {
        List<String> classes =
                MAIN.matcher(Files.readString(Path.of("scripts", script)))
                        .results()
                        .map(MatchResult::group)
                        .toList();
        try {
            return new ScriptRun(
                    Class.forName(classes.getLast(), false, ScriptRun.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("scripts/" + script + " starts " + classes.getLast(), e);
        }
    }

    /// What it prints; it must end well.
    ///
    /// @param options for the JVM
    String output(List<String> options, String... arguments) {
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED", "-Donednn4j.project=.")
                        .and(options.toArray(String[]::new))
                        .run(main, arguments);
        assertEquals(0, result.exitCode(), result.output());
        return result.output();
    }

    /// As [#output(List, String...)] without more options for the JVM.
    String output(String... arguments) {
        return output(List.of(), arguments);
    }
}
