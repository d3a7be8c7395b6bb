package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.Mode;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Reports in benchdnn's lines, one for each case as soon as it has ended; for programs to read.
public final class LineReport implements Report {
    private final PrintStream out;
    private final PrintStream err;
    private final SessionProgress progress;
    private final PhaseClock clock;
    private final Tally tally;
    private final List<Outcome> measured = new ArrayList<>();
    private boolean headerPrinted;
    private boolean checked;
    private boolean finished;

    /// @param out for results
    /// @param err for where the time of measuring went
    /// @param rejected descriptors that made no sense
    public LineReport(
            PrintStream out,
            PrintStream err,
            SessionProgress progress,
            PhaseClock clock,
            int rejected) {
        this.tally = new Tally(rejected);
        this.out = out;
        this.err = err;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public synchronized void begin(int index, ConvolutionCase benchCase) {
        if (finished) {
            return;
        }
        checked |= benchCase.mode() != Mode.PERFORMANCE;
        if (benchCase.verbose()) {
            print("run: " + benchCase.reproducer());
        }
        progress.show(index, benchCase);
    }

    @Override
    public synchronized void end(int index, Outcome outcome) {
        if (finished) {
            return;
        }
        tally.add(outcome);
        Measurement measurement = outcome.measurement();
        if (measurement == null) {
            print(outcome.describe(index));
            outcome.evidence().forEach(line -> print("    " + line));
            return;
        }
        PerformanceTemplate template = PerformanceTemplate.of(outcome.benchCase().template());
        if (!headerPrinted) {
            print("Template entries: " + template);
            print(template.header());
            headerPrinted = true;
        }
        print(template.render(outcome.benchCase(), measurement));
        measured.add(outcome);
    }

    @Override
    public synchronized void finish(boolean interrupted) {
        if (finished) {
            return;
        }
        finished = true;
        print(tally.counts());
        if (headerPrinted || !checked) {
            print(tally.totalTime());
        }
        if (checked) {
            print(clock.summary());
        } else {
            err.println(clock.summary());
        }
        new TwinTable(measured).lines().forEach(this::print);
    }

    private void print(String line) {
        progress.clear();
        out.println(line);
        out.flush();
    }
}
