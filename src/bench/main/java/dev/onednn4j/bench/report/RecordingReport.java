package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.Mode;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hands everything on to another report, and at the end what was timed to somebody who keeps it.
///
/// Thread safe.
public final class RecordingReport implements Report {
    private final Report inner;
    private final MachineFacts machine;
    private final @Nullable Roof roof;
    private final String command;
    private final Consumer<Results> keeper;
    private final List<CaseResult> problems = new ArrayList<>();
    private boolean implementationsNamed;
    private boolean finished;

    /// @param command the arguments of the session
    /// @param keeper is called once, when the session is over
    public RecordingReport(
            Report inner,
            MachineFacts machine,
            @Nullable Roof roof,
            String command,
            Consumer<Results> keeper) {
        this.inner = inner;
        this.machine = machine;
        this.roof = roof;
        this.command = command;
        this.keeper = keeper;
    }

    @Override
    public synchronized void begin(int index, ConvolutionCase benchCase) {
        inner.begin(index, benchCase);
    }

    @Override
    public synchronized void end(int index, Outcome outcome) {
        inner.end(index, outcome);
        if (!finished && outcome.benchCase().mode() == Mode.PERFORMANCE) {
            implementationsNamed |= outcome.benchCase().filter().whole();
            problems.add(CaseResult.of(outcome, machine, roof));
        }
    }

    @Override
    public synchronized void finish(boolean interrupted) {
        inner.finish(interrupted);
        if (finished) {
            return;
        }
        finished = true;
        if (!problems.isEmpty()) {
            String now =
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            OffsetDateTime.now(ZoneId.systemDefault())
                                    .truncatedTo(ChronoUnit.SECONDS));
            keeper.accept(
                    new Results(
                            now,
                            command,
                            !interrupted && !implementationsNamed,
                            machine,
                            roof == null ? null : roof.roofline(),
                            problems));
        }
    }
}
