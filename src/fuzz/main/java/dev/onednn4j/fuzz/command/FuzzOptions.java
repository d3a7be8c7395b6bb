package dev.onednn4j.fuzz.command;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of `scripts/fuzz`.
@Command(
        name = "scripts/fuzz",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "",
            "Looks for what oneDNN and this library do wrong on this machine: draws problems at"
                + " random, runs them on every implementation and compares with their definition;"
                + " and makes hostile calls of the whole API, in random order. What goes wrong"
                + " happens in child processes, is made as small as it can be, and is told as a"
                + " line that shows it again.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 nothing new was found, 1 something was, 2 bad input.",
            "",
            "Examples:",
            "  scripts/fuzz --seconds=600",
            "  scripts/fuzz --only=conv,matmul --isa=avx2,sse41",
            "  scripts/fuzz --problem '--pool --dir=FWD_I --alg=max --src=f32:abc --dst=f32:any"
                    + " mb1ic3iw5ow2kw2sw2dw0pw0'"
        })
final class FuzzOptions {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long, for all instruction sets together. Default 60.")
    double seconds = 60;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What everything follows from. By default another one each time.")
    @Nullable Long seed;

    @Option(
            names = "--isa",
            split = ",",
            paramLabel = "ISA",
            description =
                    "The instruction set that oneDNN may use at most, several in turn: sse41, avx,"
                            + " avx2, avx512_core, ... By default all that the CPU has.")
    List<String> isas = new ArrayList<>();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "KIND",
            description =
                    "Problems of these kinds alone: conv, deconv, ip, matmul, pool, eltwise,"
                            + " softmax, bnorm, binary, sum, concat, reorder.")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--calls",
            paramLabel = "PERCENT",
            description = "The part of the time that is for hostile calls. Default 15.")
    @Nullable Integer calls;

    @Option(
            names = "--problems",
            paramLabel = "PERCENT",
            description = "The part of the time that is for problems. Default 85.")
    @Nullable Integer problems;

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "Ends after so many problems for each instruction set.")
    long most = Long.MAX_VALUE;

    @Option(
            names = "--children",
            paramLabel = "N",
            description = "How many processes run at a time. By default one for each core.")
    int children = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--disabled-defects",
            paramLabel = "IDS",
            description =
                    "Lets implementations run that the library passes over for these defects, or"
                            + " for all of them: shows whether they are still wrong.")
    @Nullable String disabledDefects;

    @Option(
            names = "--reduce",
            paramLabel = "SECONDS",
            description = "How long a finding is made smaller at most. Default 20.")
    double reduce = 20;

    @Option(
            names = "--members",
            paramLabel = "N",
            description =
                    "How many findings of one implementation and kind are made smaller. Default 3.")
    int members = 3;

    @Option(
            names = "--hang",
            paramLabel = "SECONDS",
            description = "After how long without an answer a problem hangs. Default 30.")
    double hang = 30;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Where findings.txt goes. Default target/fuzz.")
    @Nullable Path output;

    @Option(
            names = "--problem",
            paramLabel = "TEXT",
            description = "Runs this problem and nothing else. May be given several times.")
    List<String> texts = new ArrayList<>();

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            description = "Runs the problems of this file, a line each, and nothing else.")
    @Nullable Path corpus;

    @Option(
            names = "--program",
            paramLabel = "TEXT",
            description =
                    "Makes the hostile calls of this program and nothing else: its seed, or its"
                            + " seed and steps as 17:4,8,9. May be given several times.")
    List<String> programs = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    boolean help;
}
