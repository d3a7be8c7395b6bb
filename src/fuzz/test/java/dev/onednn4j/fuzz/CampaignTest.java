package dev.onednn4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.fuzz.calls.ProgramName;
import dev.onednn4j.fuzz.campaign.Campaign;
import dev.onednn4j.fuzz.campaign.Finding;
import dev.onednn4j.fuzz.campaign.Findings;
import dev.onednn4j.fuzz.campaign.Schedule;
import dev.onednn4j.fuzz.campaign.Summary;
import dev.onednn4j.fuzz.child.ChildSettings;
import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.run.FailureKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// What becomes of children that die, hang or find something.
class CampaignTest {
    private static final String SMALL =
            "--eltwise --dir=FWD_I --alg=relu --alpha=0 --beta=0 --src=f32:ab --dst=f32:ab ";
    private static final List<Task> TASKS =
            List.of(
                    new Task.Problem(SMALL + "2x3"),
                    new Task.Problem(SMALL + "4x5"),
                    new Task.Problem(SMALL + "2x2"));

    @TempDir Path directory;

    private final Summary summary = new Summary();
    private final Findings findings = new Findings(3);

    /// Runs the tasks in children in which those problems fail that match a pattern.
    private void run(String fault, long reducing, long hanging) throws InterruptedException {
        run(fault + "=.* [4-9]x[3-9]", TASKS, reducing, hanging);
    }

    private void run(String fault, List<Task> tasks, long reducing, long hanging)
            throws InterruptedException {
        ChildSettings settings =
                new ChildSettings(null, List.of("-Donednn4j.fuzz.inject." + fault), directory);
        new Campaign(
                        settings,
                        null,
                        Schedule.of(tasks),
                        summary,
                        findings,
                        new Campaign.Limits(1, reducing, hanging))
                .run(finding -> {}, () -> {});
    }

    private Finding onlyFinding() {
        List<Findings.Group> groups = findings.groups();
        assertEquals(1, groups.size(), groups::toString);
        assertEquals(1, groups.getFirst().members().size(), groups::toString);
        return groups.getFirst().members().getFirst();
    }

    @Test
    void problemsThatAreRight_giveNoFinding() throws InterruptedException {
        run("none", 20_000, 30_000);
        assertEquals(3, summary.problems());
        assertEquals(List.of(), findings.groups());
    }

    @Test
    void crash_isAFindingAndTheOthersStillRun() throws InterruptedException {
        run("crash", 20_000, 30_000);
        assertEquals(3, summary.problems());
        Finding finding = onlyFinding();
        assertEquals(FailureKind.CRASH, finding.failure().kind());
        assertTrue(finding.reproduced());
        assertTrue(finding.problem().endsWith(" 4x3"), finding.problem());
        assertTrue(finding.original().endsWith(" 4x5"), finding.original());
        assertTrue(
                finding.failure().evidence().stream().anyMatch(line -> line.contains("SIGSEGV")),
                () -> finding.failure().evidence().toString());
    }

    @Test
    void wrongResult_isAFindingAndIsMadeSmaller() throws InterruptedException {
        run("wrong", 20_000, 30_000);
        assertEquals(3, summary.problems());
        Finding finding = onlyFinding();
        assertEquals(FailureKind.WRONG, finding.failure().kind());
        assertTrue(finding.problem().endsWith(" 4x3"), finding.problem());
    }

    @Test
    void hang_isAFinding() throws InterruptedException {
        run("hang", 1, 4_000);
        Finding finding = onlyFinding();
        assertEquals(FailureKind.HANG, finding.failure().kind());
        assertEquals(3, summary.problems());
    }

    @Test
    void callThatEndsTheProcess_isAFindingInItsFewestSteps() throws InterruptedException {
        List<Task> calls =
                List.of(
                        new Task.OneProgram(new ProgramName(1)),
                        new Task.OneProgram(new ProgramName(2)));
        run("crash=run Engine.cpu [|] 1:.*", calls, 20_000, 30_000);
        Finding finding = onlyFinding();
        assertEquals(FailureKind.CRASH, finding.failure().kind());
        assertEquals("Engine.cpu", finding.failure().implementation());
        assertTrue(finding.reproduced());
        assertEquals("program 1", finding.original());
        assertEquals(
                List.of("var v0 = Engine.cpu();"),
                ((Task.OneProgram) Task.parse(finding.problem())).name().program().lines());
        assertTrue(summary.calls() > 10, () -> summary.calls() + " calls");
    }
}
