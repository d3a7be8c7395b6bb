package dev.onednn4j.bench.command;

import dev.onednn4j.OneDnn;
import dev.onednn4j.pages.terminal.Paragraph;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// What `--help` and `--version` print.
final class Help {
    private static final int WIDTH = 100;

    private static final HelpEntry DESCRIPTOR =
            new HelpEntry(
                    "DESCRIPTOR...",
                    "",
                    "A problem, such as mb1_ic64ih56_oc64oh56_kh3ph1_n\"name\". Keys: g"
                            + " mb ic oc, and with d, h or w for depth, height or width: i"
                            + " (input), o (output), k (kernel), s (stride), p (padding), d"
                            + " (dilation, 0 = none). They come in any order; left out, mb"
                            + " is 2, strides are 1, dilations 0, and the output or the"
                            + " padding follows from the rest.");

    private static final HelpEntry BATCH =
            new HelpEntry(
                    "--batch", "FILE", "Reads knobs and problems from a file or a built-in suite.");

    /// What holds for all problems alike, and what is no knob.
    private static final List<HelpEntry> FOR_ALL =
            List.of(
                    new HelpEntry(
                            "--reset",
                            "",
                            "Knobs back to their defaults, but for limits and template."),
                    new HelpEntry(
                            "--conv", "", "What follows are convolutions, as at the beginning."),
                    new HelpEntry("--deconv", "", "What follows are deconvolutions."),
                    new HelpEntry(
                            CommandReader.FAIL_FAST,
                            "",
                            "Stops at the first failure, and at the first descriptor that makes no"
                                    + " sense."),
                    new HelpEntry(
                            CommandReader.ALL_IMPLEMENTATIONS,
                            "",
                            "Runs each problem on every implementation that oneDNN has for it, not"
                                    + " just its first choice."),
                    new HelpEntry(
                            CommandReader.TWIN,
                            "",
                            "Times each problem in C too, turn by turn, out of the same library."
                                    + " Needs CMake and a C compiler."),
                    new HelpEntry(
                            CommandReader.ROOFLINE,
                            "",
                            "Measures anew what the machine can do at most. Without it the first"
                                    + " session at a terminal does, if there is a C compiler."),
                    new HelpEntry(
                            "--threads",
                            "N,...",
                            "Runs everything on so many threads, each number in a JVM of its own,"
                                    + " and tabulates."),
                    new HelpEntry(
                            "--isa",
                            "ISA,...",
                            "The same for the widest instructions that oneDNN may use: sse41, avx2,"
                                    + " avx512_core, ..."),
                    new HelpEntry(
                            CommandReader.COMPARE,
                            "FILE",
                            "Tells what changed since the session that left this results.json."),
                    new HelpEntry(
                            "--peers",
                            "",
                            "As the first argument: times other libraries on the JVM beside this"
                                    + " one; see --peers --help."),
                    new HelpEntry(
                            Main.JMH,
                            "",
                            "Runs the JMH benchmarks instead; what follows are JMH's own"
                                    + " arguments."),
                    new HelpEntry("--help", "", "Prints this."),
                    new HelpEntry("--version", "", "Prints the versions of oneDNN and Java."));

    private Help() {}

    /// Prints what the arguments are.
    ///
    /// @param coloured whether the names of arguments are yellow
    static void printUsage(PrintStream out, boolean coloured) {
        out.println("Usage: scripts/bench [KNOB | DESCRIPTOR]...");
        out.println();
        print(
                out,
                "Times and checks convolutions in the language of benchdnn, oneDNN's own harness."
                        + " Knobs change what comes after them; lists multiply.");
        out.println();
        out.println("Without a problem it runs the suite resnet50 as if called with:");
        out.println("  scripts/bench " + String.join(" ", Main.BEFORE) + " " + Main.AFTER);
        print(
                out,
                "On a terminal it prints a table, elsewhere and with --perf-template benchdnn's"
                        + " lines.");
        out.println();
        print(out, DESCRIPTOR, coloured);
        out.println();
        out.println("Knobs:");
        knobs().forEach(knob -> print(out, knob, coloured));
        out.println();
        print(out, "Built-in suites: " + String.join(", ", Suites.names()));
        out.print(
                """
                Exit code: 0 all problems passed or were skipped, 1 some failed, 2 bad input.

                Examples:
                  scripts/bench "mb1ic64ih56oc64oh56kh3ph1"
                  scripts/bench --dir=FWD_I --mb=1,8 --stag=any,axb --batch=resnet50
                """);
    }

    private static void print(PrintStream out, String paragraph) {
        new Paragraph(paragraph).lines(WIDTH).forEach(out::println);
    }

    private static void print(PrintStream out, HelpEntry entry, boolean coloured) {
        entry.lines(WIDTH, coloured).forEach(out::println);
    }

    private static List<HelpEntry> knobs() {
        List<HelpEntry> knobs = new ArrayList<>();
        knobs.add(BATCH);
        for (Knob knob : Knob.values()) {
            knobs.add(new HelpEntry(knob.option(), knob.valueLabel(), knob.description()));
        }
        knobs.addAll(FOR_ALL);
        return knobs;
    }

    /// The versions of what the numbers depend on, in one line.
    static String versions() {
        OneDnn.Version version = OneDnn.version();
        return "oneDNN %d.%d.%d on %s with %d threads, Java %s"
                .formatted(
                        version.major(),
                        version.minor(),
                        version.patch(),
                        OneDnn.cpuIsa(),
                        OneDnn.threads(),
                        Runtime.version());
    }
}
