package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Reports to a person at a terminal: a line of progress while it runs, then a table.
public final class TableReport implements Report {
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final SessionProgress progress;
    private final PhaseClock clock;
    private final @Nullable Roof roof;
    private final Tally tally;
    private final int rejected;
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean finished;

    /// @param roof what results are compared with; null where that is not known
    /// @param rejected descriptors that made no sense
    public TableReport(
            PrintStream out,
            SessionProgress progress,
            PhaseClock clock,
            @Nullable Roof roof,
            int rejected) {
        this.tally = new Tally(rejected);
        this.rejected = rejected;
        this.roof = roof;
        this.out = out;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public synchronized void begin(int index, ConvolutionCase benchCase) {
        if (finished) {
            return;
        }
        if (benchCase.verbose()) {
            progress.clear();
            out.println("run: " + benchCase.reproducer());
        }
        progress.show(index, benchCase);
    }

    @Override
    public synchronized void end(int index, Outcome outcome) {
        if (finished) {
            return;
        }
        outcomes.add(outcome);
        tally.add(outcome);
        if (outcome.measurement() == null) {
            progress.clear();
            out.println(coloured(outcome.status(), outcome.describe(index)));
        }
    }

    /// Only a terminal gets tables, so that colours need no further question.
    private static String coloured(CaseStatus status, String text) {
        return (status.isFailure() ? RED : YELLOW) + text + PLAIN;
    }

    @Override
    public synchronized void finish(boolean interrupted) {
        if (finished) {
            return;
        }
        finished = true;
        progress.clear();
        new ResultTable(outcomes, roof, interrupted).lines().forEach(out::println);
        if (interrupted) {
            out.println("interrupted after " + outcomes.size() + " problems");
        }
        if (rejected > 0 || tally.count(CaseStatus.PASSED) < outcomes.size()) {
            out.println(tally.counts());
        }
        out.println(clock.summary());
        new TwinTable(outcomes).lines().forEach(out::println);
        out.flush();
    }
}
