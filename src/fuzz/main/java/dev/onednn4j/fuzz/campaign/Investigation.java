package dev.onednn4j.fuzz.campaign;

import dev.onednn4j.fuzz.calls.ProgramName;
import dev.onednn4j.fuzz.child.ChildSettings;
import dev.onednn4j.fuzz.child.Reply;
import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.reduce.ChildTrial;
import dev.onednn4j.fuzz.reduce.ProgramReducer;
import dev.onednn4j.fuzz.reduce.Reducer;
import dev.onednn4j.fuzz.run.Failure;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Looks into what went wrong: makes the problem smaller and asks the library whether it knows.
///
/// For one thread.
final class Investigation implements AutoCloseable {
    private final ChildSettings settings;
    private final Findings findings;
    private final Consumer<Finding> told;
    private final long milliseconds;
    private final ChildTrial trial;
    private final @Nullable ChildTrial knowing;

    /// @param name for the files of children
    /// @param knowing how children are started that pass over what is known; null where all do
    /// @param told of each new finding
    /// @param milliseconds that one may take to be made smaller
    /// @param limit milliseconds after which a problem hangs
    Investigation(
            ChildSettings settings,
            @Nullable ChildSettings knowing,
            String name,
            Findings findings,
            Consumer<Finding> told,
            long milliseconds,
            long limit) {
        this.settings = settings;
        this.findings = findings;
        this.told = told;
        this.milliseconds = milliseconds;
        this.trial = new ChildTrial(settings, name + "-trial", limit);
        this.knowing = knowing == null ? null : new ChildTrial(knowing, name + "-known", limit);
    }

    /// Looks into a failure.
    void of(FuzzProblem problem, Failure failure) throws InterruptedException {
        String group = "%s %s %s".formatted(problem.kind(), problem.pass(), failure.group());
        if (!findings.count(group)) {
            return;
        }
        Reducer.Reduced reduced = new Reducer(trial, milliseconds).reduce(problem, failure);
        Finding finding =
                new Finding(
                        settings.isa(),
                        reduced.failure(),
                        reduced.problem().toString(),
                        problem.toString(),
                        reduced.reproduced(),
                        known(reduced));
        findings.add(group, finding);
        told.accept(finding);
    }

    private @Nullable String known(Reducer.Reduced reduced) throws InterruptedException {
        if (knowing == null) {
            return null;
        }
        knowing.failures(reduced.problem());
        return knowing.passedOver().get(reduced.failure().implementation());
    }

    /// Looks into what a call did.
    ///
    /// @param entry the step's name, and what follows it
    void ofCall(String entry, Failure failure) throws InterruptedException {
        String group = Reply.CALLS + " " + failure.group();
        if (!findings.count(group)) {
            return;
        }
        ProgramName culprit = ProgramName.parse(entry.split(" ", 2)[0]);
        ProgramReducer.Reduced reduced =
                new ProgramReducer(trial, milliseconds).reduce(culprit, failure);
        Finding finding =
                new Finding(
                        settings.isa(),
                        reduced.failure(),
                        new Task.OneProgram(reduced.name()).toString(),
                        new Task.OneProgram(new ProgramName(culprit.seed())).toString(),
                        reduced.reproduced(),
                        null);
        findings.add(group, finding);
        told.accept(finding);
    }

    @Override
    public void close() {
        trial.close();
        if (knowing != null) {
            knowing.close();
        }
    }
}
