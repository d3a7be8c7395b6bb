package dev.onednn4j.fuzz.report;

import dev.onednn4j.fuzz.campaign.Finding;
import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.problem.FuzzProblem;

import java.util.ArrayList;
import java.util.List;

/// A finding for people.
public record FindingText(Finding finding) {
    /// Some lines.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String name = finding.failure().implementation();
        lines.add(
                finding.failure().kind()
                        + (name.isEmpty() ? "" : " by " + name)
                        + (finding.isa() == null ? "" : " under " + finding.isa())
                        + (finding.known() == null ? "" : ", known as " + finding.known()));
        lines.addAll(reproducer());
        if (!finding.reproduced()) {
            lines.add("did not come again alone: what ran before it may be the cause");
        }
        finding.failure().evidence().forEach(line -> lines.add("  " + line));
        return lines;
    }

    /// Some lines, with Java that builds the primitive where no line for `scripts/bench` says it.
    public List<String> linesWithJava() {
        List<String> lines = new ArrayList<>(lines());
        if (!isCalls()) {
            FuzzProblem problem = FuzzProblem.parse(finding.problem());
            String name = finding.failure().implementation();
            if (new BenchLine(problem).arguments(name).isEmpty()) {
                new JavaLines(problem).lines(name).forEach(line -> lines.add("    " + line));
            }
        }
        return lines;
    }

    private boolean isCalls() {
        return finding.problem().startsWith(Task.PROGRAM);
    }

    private List<String> reproducer() {
        if (isCalls()) {
            Task.OneProgram task = (Task.OneProgram) Task.parse(finding.problem());
            List<String> lines = new ArrayList<>();
            lines.add(held() + "scripts/fuzz --program=" + task.name());
            task.name().program().lines().forEach(line -> lines.add("    " + line));
            return lines;
        }
        FuzzProblem problem = FuzzProblem.parse(finding.problem());
        String name = finding.failure().implementation();
        List<String> lines = new ArrayList<>();
        new BenchLine(problem)
                .arguments(name)
                .ifPresent(line -> lines.add(environment(problem) + "scripts/bench " + line));
        lines.add(held() + "scripts/fuzz --problem '" + problem + "'");
        return lines;
    }

    private String environment(FuzzProblem problem) {
        int threads = problem.data().threads();
        return held() + (threads == 1 ? "" : "OMP_NUM_THREADS=" + threads + " ");
    }

    private String held() {
        return finding.isa() == null ? "" : "ONEDNN_MAX_CPU_ISA=" + finding.isa() + " ";
    }
}
