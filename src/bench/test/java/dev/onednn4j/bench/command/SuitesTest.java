package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.SpatialAxis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

class SuitesTest {
    private static final List<String> NETWORKS =
            List.of(
                    "alexnet",
                    "densenet121",
                    "efficientnet_b0",
                    "googlenet",
                    "mobilenet_v1",
                    "resnet50",
                    "resnet50_v1.5",
                    "resnext101",
                    "ssd300",
                    "unet",
                    "unet3d",
                    "vgg16",
                    "wavenet",
                    "yolov2");

    private static final List<String> UMBRELLAS = List.of("all", "networks", "synthetic");

    /// More would make a sweep too slow to check everywhere and often.
    private static final long LARGEST_TENSOR = 30_000;

    private static List<BenchdnnProblem> problems(String suite) {
        SessionPlan script = CommandReader.read(List.of("--batch=" + suite), Path.of(""));
        assertEquals(List.of(), script.rejected());
        return script.cases().stream().map(ConvolutionCase::problem).toList();
    }

    private static List<String> sweeps() {
        return Suites.names().stream().filter(name -> name.startsWith("sweep_")).toList();
    }

    private static List<BenchdnnProblem> together(List<String> suites) {
        return suites.stream().flatMap(suite -> problems(suite).stream()).toList();
    }

    private static void assertEach(String suite, Predicate<BenchdnnProblem> property) {
        for (BenchdnnProblem problem : problems(suite)) {
            assertTrue(property.test(problem), problem.toString());
        }
    }

    @Test
    void everySuiteIsANetworkASweepOrAnUmbrella() {
        Set<String> known = new HashSet<>(NETWORKS);
        known.addAll(sweeps());
        known.addAll(UMBRELLAS);
        assertEquals(known, new HashSet<>(Suites.names()));
        assertEquals(7, sweeps().size());
    }

    @Test
    void umbrellasLeaveNothingOut() {
        assertEquals(new HashSet<>(together(NETWORKS)), new HashSet<>(problems("networks")));
        assertEquals(together(NETWORKS).size(), problems("networks").size());
        assertEquals(new HashSet<>(together(sweeps())), new HashSet<>(problems("synthetic")));
        assertEquals(together(sweeps()).size(), problems("synthetic").size());
        List<BenchdnnProblem> both = new ArrayList<>(problems("networks"));
        both.addAll(problems("synthetic"));
        assertEquals(both, problems("all"));
    }

    @Test
    void helpNamesEverySuite() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Help.printUsage(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        String help = printed.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        assertTrue(help.contains("Built-in suites: " + String.join(", ", Suites.names())), help);
    }

    @ParameterizedTest
    @MethodSource("sweeps")
    void sweepsAreSmallAndRepeatNothing(String sweep) {
        List<BenchdnnProblem> problems = problems(sweep);
        assertTrue(problems.size() >= 10 && problems.size() <= 40, problems.size() + " problems");
        Set<String> names = new HashSet<>();
        Set<String> shapes = new HashSet<>();
        String prefix = sweep.replace("sweep_", "") + ":";
        for (BenchdnnProblem problem : problems) {
            assertTrue(names.add(problem.displayName()), problem.toString());
            assertTrue(shapes.add(problem.toString().replace(problem.name(), "")), problem.name());
            assertTrue(problem.displayName().startsWith(prefix), problem.name());
            assertEquals(1, problem.multiplicity());
            for (long[] dims :
                    List.of(problem.srcDims(), problem.weightsDims(), problem.dstDims())) {
                long elements = 1;
                for (long dim : dims) {
                    elements *= dim;
                }
                assertTrue(elements <= LARGEST_TENSOR, elements + " in " + problem);
            }
        }
    }

    @Test
    void everySweepHasAllRanks() {
        for (String sweep : sweeps()) {
            Set<Integer> ranks = new HashSet<>();
            problems(sweep).forEach(problem -> ranks.add(problem.rank()));
            assertEquals(Set.of(3, 4, 5), ranks, sweep);
        }
    }

    @Test
    void sweepsAreAboutWhatTheirNamesSay() {
        assertEach(
                "sweep_tails",
                problem ->
                        problem.inputChannels() / problem.groups() % 8 != 0
                                || problem.outputChannels() / problem.groups() % 8 != 0);
        assertEach(
                "sweep_padding",
                problem ->
                        problem.axes().stream()
                                .anyMatch(
                                        axis ->
                                                axis.padding()
                                                        >= SpatialAxis.extent(
                                                                axis.kernel(), axis.dilation())));
        assertEach(
                "sweep_dilations",
                problem -> problem.axes().stream().anyMatch(axis -> axis.dilation() > 0));
        assertEach("sweep_groups", BenchdnnProblem::grouped);
        assertEach(
                "sweep_depthwise",
                problem ->
                        problem.grouped()
                                && problem.groups() == problem.inputChannels()
                                && problem.groups() == problem.outputChannels());
        assertEach(
                "sweep_asymmetric",
                problem ->
                        problem.axes().stream()
                                .anyMatch(axis -> axis.padding() != axis.paddingRight()));
    }
}
