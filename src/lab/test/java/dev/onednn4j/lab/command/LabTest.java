package dev.onednn4j.lab.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.DataType;
import dev.onednn4j.Eltwise;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.lab.notebook.Progress;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.pages.terminal.Terminal;
import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

class LabTest {
    private static final Step PASSES =
            new FakeStep("one", (_, notebook) -> notebook.check("it holds", true));

    @TempDir private Path folder;

    private LabRun walk(Step... steps) {
        return LabRun.of(List.of(steps), "--output", folder);
    }

    private static Step other(FakeStep.Work work) {
        return new FakeStep("other", work);
    }

    @Test
    void aWalkRunsAllStepsAndTellsWhatCameOfThem() throws IOException {
        LabRun run = walk(PASSES, other((_, notebook) -> notebook.text("Words.")));
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertEquals(List.of("lab: one PASSED", "lab: other PASSED"), run.verdicts());
        assertTrue(run.out().startsWith("chelsea.png: 451 x 300 pixels; oneDNN 3."), run.out());
        assertTrue(run.out().contains("\n1. The step <one>\n=================\n"), run.out());
        String end =
                "(?s).*\n\nAll steps\n\n  step   result  seconds\n  one    passed      0\\.\\d\n"
                        + "  other  passed      0\\.\\d\n\nlab: the page: .*";
        assertTrue(run.out().matches(end), run.out());
        Path page = folder.resolve("index.html");
        assertTrue(run.out().endsWith("lab: the page: " + page + "\n"), run.out());
        assertTrue(Files.readString(page).contains("2 of 2 steps passed"));
    }

    @Test
    void aFailedCheckStopsNeitherItsStepNorTheWalk() throws IOException {
        LabRun run =
                walk(
                        other(
                                (_, notebook) -> {
                                    notebook.check("first holds", false);
                                    notebook.check("second holds", false);
                                    notebook.text("Still here.");
                                }),
                        PASSES);
        assertEquals(1, run.exitCode());
        assertEquals(List.of("lab: other FAILED (first holds)", "lab: one PASSED"), run.verdicts());
        assertTrue(run.out().contains("Still here."));
        String page = Files.readString(folder.resolve("index.html"));
        assertTrue(page.contains("1 of 2 steps passed"));
        assertTrue(page.contains("Failed: first holds"));
    }

    @Test
    void aDifferenceMustBeANumberAndSmall() {
        assertEquals(
                List.of("lab: other PASSED"),
                walk(other((_, notebook) -> notebook.difference("a", 1e-5, 1e-5))).verdicts());
        assertEquals(
                List.of("lab: other FAILED (a: largest difference 1.1e-5, allowed 1e-5)"),
                walk(other((_, notebook) -> notebook.difference("a", 1.1e-5, 1e-5))).verdicts());
        assertEquals(
                List.of("lab: other FAILED (a: largest difference NaN, allowed 1e-5)"),
                walk(other((_, notebook) -> notebook.difference("a", Double.NaN, 1e-5)))
                        .verdicts());
    }

    @Test
    void whatIsThrownFailsTheStepAlone() {
        LabRun run =
                walk(
                        other(
                                (_, _) -> {
                                    throw new IOException("expected 32 pixels\n  got 3");
                                }),
                        PASSES);
        assertEquals(1, run.exitCode());
        assertEquals("", run.err());
        assertEquals(
                List.of("lab: other FAILED (expected 32 pixels; got 3)", "lab: one PASSED"),
                run.verdicts());
    }

    @Test
    void whatTheLibraryRefusesIsToldInItsWords() {
        LabRun run =
                walk(
                        other(
                                (_, _) -> {
                                    try (Engine engine = Engine.cpu()) {
                                        Eltwise.forward(engine)
                                                .algorithm(EltwiseAlgorithm.RELU)
                                                .src(MemoryDescriptor.of(DataType.F32, 2, 3))
                                                .implementations(name -> false)
                                                .build();
                                    }
                                }));
        assertEquals(1, run.exitCode());
        assertEquals("", run.err());
        assertEquals(1, run.verdicts().size());
        String verdict = run.verdicts().getFirst();
        assertTrue(verdict.startsWith("lab: other FAILED (no implementation for "), verdict);
    }

    @Test
    void tooLittleMemoryIsNoFailureOfTheProgram() {
        LabRun run =
                walk(
                        other(
                                (_, _) -> {
                                    throw new OutOfMemoryError();
                                }));
        assertEquals("", run.err());
        assertEquals(
                List.of("lab: other FAILED (not enough memory: a smaller --scale may help)"),
                run.verdicts());
    }

    @Test
    void whatNobodyExpectedComesWithItsPlace() {
        LabRun run =
                walk(
                        other(
                                (_, notebook) -> {
                                    notebook.text("Before.");
                                    throw new IllegalStateException("surprise");
                                }),
                        PASSES);
        assertEquals(1, run.exitCode());
        assertEquals(
                List.of(
                        "lab: other FAILED (java.lang.IllegalStateException: surprise)",
                        "lab: one PASSED"),
                run.verdicts());
        assertTrue(run.err().contains("surprise"));
        assertTrue(run.err().contains("at dev.onednn4j.lab.command.LabTest"), run.err());
    }

    @Test
    void aStepByItselfHasAPageByItself() throws IOException {
        List<Step> steps = List.of(PASSES, other((_, notebook) -> notebook.check("no", false)));
        LabRun run = LabRun.of(steps, "one", "--output", folder, "--scale", "0.25");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(List.of("lab: one PASSED"), run.verdicts());
        assertFalse(run.out().contains("All steps"));
        assertEquals(List.of("one.html"), files());
        String page = Files.readString(folder.resolve("one.html"));
        assertTrue(page.contains("<h1>The step &lt;one&gt;</h1>"));
        assertTrue(page.contains("<code>scripts/lab one --scale 0.25</code>"));
        assertEquals(1, LabRun.of(steps, "other", "--output", folder).exitCode());
    }

    @Test
    void stepsGetThePictureWithoutABorderAndTheScale() throws IOException {
        Path file = folder.resolve("in.png");
        ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        Step step =
                other(
                        (setting, notebook) -> {
                            notebook.shape("X", setting.picture().padded().descriptor(), "it");
                            notebook.figure("100", String.valueOf(setting.scaled(100, 8)));
                            notebook.figure("10", String.valueOf(setting.scaled(10, 8)));
                        });
        LabRun run =
                LabRun.of(
                        List.of(step),
                        "other",
                        "--image",
                        file,
                        "--output",
                        folder,
                        "--scale",
                        ".2");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(file + ": 4 x 3 pixels; "), run.out());
        assertTrue(run.out().matches("(?s).*  X +f32 1x3x3x4 acdb \\(it\\)\n.*"), run.out());
        assertTrue(run.out().matches("(?s).*  100 +20\n  10 +8\n.*"), run.out());
    }

    @Test
    void outputThatCannotBeWrittenIsFoundBeforeTheWork() throws IOException {
        List<Step> steps = List.of(other((_, _) -> Files.createFile(folder.resolve("ran"))));
        Path file = Files.createFile(folder.resolve("file"));
        assertMisused(
                file + ": expected a folder to write to, got a file", steps, "--output", file);
        Path inside = file.resolve("inside");
        LabRun run = LabRun.of(steps, "--output", inside);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("lab: " + inside + ": cannot be written to: "), run.err());
        Path page = Files.createDirectories(folder.resolve("out").resolve("index.html"));
        assertMisused(
                page + ": expected a file to write to, got a folder",
                steps,
                "--output",
                folder.resolve("out"));
        assertFalse(Files.exists(folder.resolve("ran")));
    }

    @Test
    void aPageThatCannotBeWrittenAfterAllFails() {
        Path page = folder.resolve("index.html");
        LabRun run = walk(other((_, _) -> Files.createDirectory(page)));
        assertEquals(1, run.exitCode());
        assertEquals(List.of("lab: other PASSED"), run.verdicts());
        assertTrue(run.err().startsWith("lab: " + page + ": cannot be written: "), run.err());
    }

    @Test
    void misuse() {
        List<Step> steps = List.of(PASSES);
        assertMisused("unknown step 'swirl': expected one, edges", steps, "swirl");
        assertMisused("unknown option '--fast'", steps, "--fast");
        assertMisused("unknown option '--fast'", steps, "one", "--fast");
        assertMisused("unexpected argument 'two'", steps, "one", "two");
        assertMisused(
                "expected --scale after the step 'one', not before it",
                steps,
                "--scale",
                "0.5",
                "one");
        for (String scale : List.of("0", "-1", "1.01", "NaN", "Infinity", "half")) {
            String message = "--scale: expected a number above 0 and at most 1, got '%s'";
            assertMisused(message.formatted(scale), steps, "--scale", scale);
            assertMisused(message.formatted(scale), steps, "one", "--scale", scale);
        }
        Path missing = folder.resolve("missing.png");
        assertMisused(
                missing + ": cannot be read: no such file or folder",
                steps,
                "--image",
                missing,
                "--output",
                folder);
    }

    private static void assertMisused(String message, List<Step> steps, Object... arguments) {
        LabRun run = LabRun.of(steps, arguments);
        assertEquals("lab: " + message, run.err().stripTrailing());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    @Test
    void helpTellsWhatStepsAreFor() {
        LabRun run = LabRun.of(List.of(PASSES), "--help");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("\n  one    Shows 100% of `one`.\n"), run.out());
        assertTrue(run.out().contains("\n  edges  Blurs a picture"), run.out());
        LabRun step = LabRun.of(List.of(PASSES), "one", "--help");
        assertEquals(0, step.exitCode());
        assertTrue(step.out().contains("Shows 100% of `one`.\n"), step.out());
        assertTrue(step.out().contains("--scale=S"), step.out());
    }

    @Test
    void aBarIsForTerminalsAlone() {
        Step step =
                other(
                        (_, notebook) -> {
                            try (Progress progress = notebook.progress("train", 4)) {
                                Thread.sleep(150);
                                progress.advance(1, "loss 3");
                            }
                            notebook.text("Trained.");
                        });
        Object[] arguments = {"--output", folder};
        LabRun file = LabRun.of(List.of(step), arguments);
        assertFalse(file.out().matches("(?s).*[\r\u001b].*"), file.out());
        assertEquals("", file.err(), "ten seconds are not over");
        LabRun both = LabRun.at(new Terminal(true, true), List.of(step), arguments);
        String bar = "\r\u001b[K[#####...............] train: 1 of 4, loss 3\r\u001b[K\nTrained.";
        assertTrue(both.out().contains(bar), both.out());
        assertEquals("", both.err());
        LabRun errors = LabRun.at(new Terminal(false, true), List.of(step), arguments);
        assertFalse(errors.out().contains("\r"), errors.out());
        assertTrue(errors.err().endsWith("loss 3\r\u001b[K"), errors.err());
    }

    @Test
    void whatWasFinishedBeforeAnInterruptionIsWritten() throws IOException {
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED")
                        .run(InterruptedWalk.class, folder.toString());
        assertEquals(InterruptedWalk.EXIT_CODE, result.exitCode(), result.output());
        Path page = folder.resolve("index.html");
        assertTrue(
                result.output().endsWith("lab: interrupted; the page: " + page + "\n"),
                result.output());
        String html = Files.readString(page);
        assertTrue(html.contains("1 of 2 steps passed, 1 not run: interrupted"));
        assertTrue(html.contains("<section id=\"one\">"));
        assertFalse(html.contains("<section id=\"other\">"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
