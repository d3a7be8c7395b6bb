package dev.onednn4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.onednn4j.fuzz.campaign.Campaign;
import dev.onednn4j.fuzz.campaign.Findings;
import dev.onednn4j.fuzz.campaign.Schedule;
import dev.onednn4j.fuzz.campaign.Summary;
import dev.onednn4j.fuzz.child.ChildSettings;
import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.draw.ProblemDraw;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.report.FindingText;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What was found once must not come again, and a few problems drawn at random are right.
class CorpusTest {
    private static final int DRAWN = 150;

    /// So that those drawn at random run the same kernels on every CPU.
    private static final String OLDER = "AVX2";

    private static final long HANGING = 60_000;

    @TempDir Path directory;

    private static List<String> corpus() throws IOException {
        try (InputStream lines =
                Objects.requireNonNull(
                        ProblemDraw.class.getResourceAsStream("/dev/onednn4j/fuzz/corpus.txt"))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void linesOfTheCorpus_areProblems() throws IOException {
        List<String> lines = corpus();
        assertFalse(lines.isEmpty());
        assertEquals(lines, lines.stream().map(FuzzProblem::parse).map(String::valueOf).toList());
        assertEquals(lines, lines.stream().distinct().toList());
    }

    @Test
    void problemsOfTheCorpus_areRightOrRefused() throws IOException, InterruptedException {
        List<String> lines = corpus();
        run(lines.stream().<Task>map(Task.Problem::new).toList(), lines.size());
    }

    @Test
    void problemsDrawnAtRandom_areRightOrRefused() throws InterruptedException {
        run(OLDER, new Schedule(1, ProblemDraw.usual(), 0, 600, DRAWN), DRAWN);
    }

    private void run(List<Task> tasks, int count) throws InterruptedException {
        run(null, Schedule.of(tasks), count);
    }

    /// Runs problems.
    ///
    /// @param isa what oneDNN may use at most; null for all that the CPU has
    private void run(@Nullable String isa, Schedule schedule, int count)
            throws InterruptedException {
        Summary summary = new Summary();
        Findings findings = new Findings(1);
        new Campaign(
                        new ChildSettings(isa, List.of(), directory),
                        null,
                        schedule,
                        summary,
                        findings,
                        new Campaign.Limits(1, 1, HANGING))
                .run(finding -> {}, () -> {});
        assertEquals(
                List.of(),
                findings.groups().stream()
                        .flatMap(group -> group.members().stream())
                        .map(finding -> String.join("\n", new FindingText(finding).lines()))
                        .toList());
        assertEquals(count, summary.problems());
    }
}
