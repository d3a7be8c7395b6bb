package dev.onednn4j.bench.command;

import dev.onednn4j.OneDnn;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.io.PrintStream;
import java.util.List;

/// What `--help` and `--version` print.
final class Help {
    private static final int WIDTH = 100;

    private Help() {}

    static void printUsage(PrintStream out, boolean coloured) {
        CommandSpec spec = CommandSpec.create().name("scripts/bench");
        spec.usageMessage()
                .width(WIDTH)
                .sortOptions(false)
                .customSynopsis("scripts/bench [KNOB | DESCRIPTOR]...")
                .description(
                        "",
                        "Times and checks convolutions in the language of benchdnn, oneDNN's own"
                                + " harness."
                                + " Knobs change what comes after them; lists multiply.",
                        "",
                        "Without a problem it runs the suite resnet50 as if called with:",
                        "  scripts/bench " + String.join(" ", Main.BEFORE) + " " + Main.AFTER,
                        "On a terminal it prints a table, elsewhere and with --perf-template"
                                + " benchdnn's lines.",
                        "")
                .parameterListHeading("")
                .optionListHeading("%nKnobs:%n")
                .footer(
                        "",
                        "Built-in suites: " + String.join(", ", Suites.names()),
                        "Exit code: 0 all problems passed or were skipped, 1 some failed, 2 bad"
                                + " input.",
                        "",
                        "Examples:",
                        "  scripts/bench \"mb1ic64ih56oc64oh56kh3ph1\"",
                        "  scripts/bench --dir=FWD_I --mb=1,8 --stag=any,axb --batch=resnet50");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("DESCRIPTOR")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(
                                "A problem, such as mb1_ic64ih56_oc64oh56_kh3ph1_n\"name\". Keys: g"
                                    + " mb ic oc, and with d, h or w for depth, height or width: i"
                                    + " (input), o (output), k (kernel), s (stride), p (padding), d"
                                    + " (dilation, 0 = none). They come in any order; left out, mb"
                                    + " is 2, strides are 1, dilations 0, and the output or the"
                                    + " padding follows from the rest.")
                        .build());
        option(
                spec,
                "--batch",
                "FILE",
                "Reads knobs and problems from a file or a built-in suite.");
        for (Knob knob : Knob.values()) {
            option(spec, knob.option(), knob.valueLabel(), knob.description());
        }
        flag(spec, "--reset", "Knobs back to their defaults, but for limits and template.");
        flag(spec, "--conv", "What follows are convolutions, as at the beginning.");
        flag(spec, "--deconv", "What follows are deconvolutions.");
        flag(
                spec,
                CommandReader.FAIL_FAST,
                "Stops at the first failure, and at the first descriptor that makes no sense.");
        flag(
                spec,
                CommandReader.ALL_IMPLEMENTATIONS,
                "Runs each problem on every implementation that oneDNN has for it, not just its"
                        + " first choice.");
        flag(
                spec,
                CommandReader.TWIN,
                "Times each problem in C too, turn by turn, out of the same library. Needs CMake"
                        + " and a C compiler.");
        flag(
                spec,
                CommandReader.ROOFLINE,
                "Measures anew what the machine can do at most. Without it the first session at a"
                        + " terminal does, if there is a C compiler.");
        option(
                spec,
                "--threads",
                "N,...",
                "Runs everything on so many threads, each number in a JVM of its own, and"
                        + " tabulates.");
        option(
                spec,
                "--isa",
                "ISA,...",
                "The same for the widest instructions that oneDNN may use: sse41, avx2,"
                        + " avx512_core, ...");
        option(
                spec,
                CommandReader.COMPARE,
                "FILE",
                "Tells what changed since the session that left this results.json.");
        flag(
                spec,
                "--peers",
                "As the first argument: times other libraries on the JVM beside this one; see"
                        + " --peers --help.");
        flag(
                spec,
                Main.JMH,
                "Runs the JMH benchmarks instead; what follows are JMH's own arguments.");
        flag(spec, "--help", "Prints this.");
        flag(spec, "--version", "Prints the versions of oneDNN and Java.");
        new CommandLine(spec).usage(out, coloured ? Ansi.ON : Ansi.OFF);
    }

    private static void option(CommandSpec spec, String name, String value, String description) {
        spec.addOption(
                OptionSpec.builder(name)
                        .paramLabel(value)
                        .type(String.class)
                        .description(description)
                        .build());
    }

    private static void flag(CommandSpec spec, String name, String description) {
        spec.addOption(OptionSpec.builder(name).description(description).build());
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
