package dev.onednn4j.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The commands of the pages are there, know the options that they are given, and understand the
/// problems that they are asked for.
class CommandsTest {
    /// What belongs to other programs, or was run by hand: nothing here can tell whether it is
    /// right.
    private static final Set<String> FOREIGN = Set.of("java", "jlink", "unzip", "image/bin/java");

    /// Options of `scripts/bench` that hand the rest of the line to another program.
    private static final Set<String> HANDED_ON = Set.of("--peers", "--jmh");

    /// Options that concern a whole session, not its problems, and so stand in no batch file.
    private static final Set<String> OF_A_SESSION =
            Set.of(
                    "--all-impls",
                    "--compare",
                    "--help",
                    "--isa",
                    "--mode",
                    "--perf-template",
                    "--roofline",
                    "--threads",
                    "--twin");

    @TempDir private Path folder;

    private static List<Command> commands() {
        return Page.all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> Command.of(block).stream())
                .toList();
    }

    private static List<Command> commands(String program) {
        return commands().stream().filter(command -> command.program().equals(program)).toList();
    }

    @Test
    void programs_areScriptsOfTheProjectOrKnown() {
        for (Command command : commands()) {
            String program = command.program();
            boolean script = program.startsWith("scripts/");
            assertTrue(
                    script || program.equals("mvn") || FOREIGN.contains(program), command.place());
            assertTrue(!script || Files.isExecutable(Path.of(program)), command.place());
        }
    }

    @Test
    void benchOptions_areInItsHelp() throws IOException {
        List<Command> own = new ArrayList<>();
        for (Command command : commands("scripts/bench")) {
            String first = command.arguments().isEmpty() ? "" : command.arguments().getFirst();
            own.add(
                    HANDED_ON.contains(first)
                            ? new Command(command.place(), command.words().subList(0, 2))
                            : command);
        }
        assertOptionsAreIn(ScriptRun.of("bench").output("--help"), own);
    }

    @Test
    void labOptionsAndSteps_areInItsHelp() throws IOException {
        String help = ScriptRun.of("lab").output("--help");
        List<Command> commands = commands("scripts/lab");
        assertOptionsAreIn(help, commands);
        for (Command command : commands) {
            List<String> arguments = command.arguments();
            if (!arguments.isEmpty() && !arguments.getFirst().startsWith("-")) {
                assertTrue(help.contains("\n  " + arguments.getFirst() + " "), command.place());
            }
        }
    }

    @Test
    void fuzzOptions_areInItsHelp() throws IOException {
        assertOptionsAreIn(ScriptRun.of("fuzz").output("--help"), commands("scripts/fuzz"));
    }

    private static void assertOptionsAreIn(String help, List<Command> commands) {
        assertFalse(commands.isEmpty());
        for (Command command : commands) {
            for (String option : command.options()) {
                assertTrue(
                        help.matches("(?s).*\\s" + option + "[\\s=,\\]].*"),
                        command.place() + ": no option " + option);
            }
        }
    }

    /// Every line's knobs and problems, as a batch file each, are listed by the harness.
    @Test
    void benchProblems_areUnderstood() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--mode=L"));
        for (Command command : commands("scripts/bench")) {
            if (command.options().stream().anyMatch(HANDED_ON::contains)) {
                continue;
            }
            List<String> problems =
                    command.arguments().stream()
                            .filter(each -> !OF_A_SESSION.contains(each.replaceFirst("=.*", "")))
                            .toList();
            Path batch = folder.resolve(arguments.size() + ".txt");
            Files.write(batch, problems);
            arguments.add("--reset");
            arguments.add("--mode=L");
            arguments.add("--batch=" + batch);
        }
        String listed = ScriptRun.of("bench").output(arguments.toArray(String[]::new));
        assertTrue(listed.contains("ic64ih56oc64oh56kh3ph1"), listed);
    }

    @Test
    void mavenModulesAndProfiles_exist() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        for (Command command : commands("mvn")) {
            List<String> words = command.words();
            for (String word : words) {
                if (word.startsWith("-P")) {
                    assertTrue(pom.contains("<id>" + word.substring(2) + "</id>"), command.place());
                }
            }
            int modules = words.indexOf("-pl");
            if (modules >= 0) {
                for (String module : words.get(modules + 1).split(",", -1)) {
                    assertTrue(Files.isRegularFile(Path.of(module, "pom.xml")), command.place());
                }
            }
        }
    }

    @Test
    void words_ofQuotedTextAndComments() {
        Page.Block block =
                new Page.Block(Path.of("p.md"), 1, "sh", "a --b=\"c d\" \\\n  'e f' # g\n# h\n");
        assertEquals(
                List.of(new Command("p.md:1", List.of("a", "--b=c d", "e f"))), Command.of(block));
    }
}
