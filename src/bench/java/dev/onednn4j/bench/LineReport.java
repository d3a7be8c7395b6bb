package dev.onednn4j.bench;

import java.io.PrintStream;

/// Reports in benchdnn's lines, one for each case as soon as it has ended; for programs to read.
final class LineReport implements Report {
    private final PrintStream out;
    private final PrintStream err;
    private final PhaseClock clock;
    private final Tally tally = new Tally();
    private boolean headerPrinted;
    private boolean finished;
    private boolean timed;

    /// @param out for results
    /// @param err for where the time went
    LineReport(PrintStream out, PrintStream err, PhaseClock clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    @Override
    public synchronized void begin(int index, ConvolutionCase tested) {
        if (!finished && tested.verbose()) {
            print("run: " + tested.reproducer());
        }
    }

    @Override
    public synchronized void end(int index, Outcome outcome) {
        if (finished) {
            return;
        }
        tally.add(outcome);
        timed |= outcome.tested().mode() == Mode.PERFORMANCE;
        Measurement measurement = outcome.measurement();
        if (measurement == null) {
            print(outcome.describe(index));
            return;
        }
        PerformanceTemplate template = outcome.tested().template();
        if (!headerPrinted) {
            print("Template entries: " + template);
            print(template.header());
            headerPrinted = true;
        }
        print(template.render(outcome.tested(), measurement));
    }

    @Override
    public synchronized void finish(boolean interrupted) {
        if (finished) {
            return;
        }
        finished = true;
        print(tally.counts());
        if (timed) {
            print(tally.totalTime());
            err.println(clock.summary());
        } else {
            print(clock.summary());
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
