package dev.onednn4j.fuzz.calls;

import dev.onednn4j.OneDnn;
import dev.onednn4j.fuzz.run.FailureKind;
import dev.onednn4j.fuzz.run.JournalEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Makes the calls of a program and looks at what each does.
final class Performer implements Situation {
    private static final Object NULL = new Object();
    private static final int TIMES_AT_ONCE = 8;
    private static final int ATTEMPTS_AT_END = 40;

    private final Program program;
    private final Consumer<String> journal;
    private final Findings findings;
    private final Map<Integer, Object> results = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> threads = new ConcurrentHashMap<>();
    private final Belongings belongings = new Belongings();
    private final CanaryMemory memory = new CanaryMemory();
    private final Workers workers = new Workers();
    private int expectedThreads;

    Performer(Program program, Consumer<String> journal, Findings findings) {
        this.program = program;
        this.journal = journal;
        this.findings = findings;
    }

    /// Makes the calls, then closes everything.
    void run() throws InterruptedException {
        long alive = OneDnn.liveHandles();
        expectedThreads = OneDnn.threads();
        int usualThreads = expectedThreads;
        List<RuntimeException> failures;
        String damage;
        try {
            for (List<Step> group : program.groups()) {
                perform(group);
                look(group.getLast());
            }
            OneDnn.setThreads(usualThreads);
            compare();
        } finally {
            OneDnn.setThreads(usualThreads);
            failures = belongings.close(workers);
            workers.close();
            damage = memory.damage();
            memory.close();
        }
        for (RuntimeException failure : failures) {
            findings.add(new CallFinding(program, FailureKind.EXCEPTION, failure.toString()));
        }
        if (damage != null) {
            findings.add(new CallFinding(program, FailureKind.OVERWRITTEN, damage));
        }
        long left = OneDnn.liveHandles() - alive;
        if (left != 0) {
            findings.add(new CallFinding(program, FailureKind.LEAK, left + " native objects"));
        }
    }

    private void compare() {
        for (Step step : program.steps()) {
            if (results.get(step.id()) instanceof Witness witness) {
                new Alone(program, findings).compare(step, witness, threads);
            }
        }
    }

    private void perform(List<Step> group) throws InterruptedException {
        List<Runnable> tasks = new ArrayList<>();
        for (Step step : group) {
            @Nullable Object[] values;
            try {
                values = Step.values(step.operands(), this);
            } catch (MissingValueException missing) {
                findings.count().skipped();
                continue;
            }
            if (Limits.exclude(step, values) || !step.callee().accepts(values)) {
                findings.count().skipped();
                continue;
            }
            journal.accept(entry(step));
            if (step.place() == Place.AT_ONCE) {
                tasks.add(() -> repeatedly(step, values));
            } else {
                perform(step, values);
            }
        }
        if (!tasks.isEmpty()) {
            workers.atOnce(tasks);
        }
    }

    /// The line of the journal: the step's name comes first.
    private String entry(Step step) {
        ProgramName name = new ProgramName(program.seed(), List.of(step.id()));
        return JournalEntry.running(name + " " + step.line(), step.callee().name());
    }

    private void repeatedly(Step step, @Nullable Object[] values) {
        for (int i = 0; i < TIMES_AT_ONCE; i++) {
            call(step, values);
        }
    }

    private void perform(Step step, @Nullable Object[] values) throws InterruptedException {
        switch (step.place()) {
            case HERE, AT_ONCE -> call(step, values);
            case ELSEWHERE -> workers.elsewhere(() -> call(step, values));
            case VIRTUAL -> workers.virtually(() -> call(step, values));
            case INTERRUPTED -> interrupted(step, values);
            case END_OF_STACK -> atEndOfStack(step, values);
        }
    }

    private void interrupted(Step step, @Nullable Object[] values) {
        Thread.currentThread().interrupt();
        call(step, values);
        if (!Thread.interrupted() && step.callee().isTested()) {
            add(step, FailureKind.THREAD, "its interrupt is gone", null);
        }
    }

    /// How far from the end the attempts are follows from the step, so that it is the same each
    /// time.
    private void atEndOfStack(Step step, @Nullable Object[] values) throws InterruptedException {
        Choices choices = new Choices(program.seed() ^ step.id());
        EndOfStack end =
                new EndOfStack(
                        () -> step.perform(values),
                        ATTEMPTS_AT_END,
                        choices.between(0, 1) * choices.between(0, 500),
                        choices.between(1, 25));
        workers.freshly(end::run);
        if (end.isDone()) {
            call(step, values, end::result, true);
        }
    }

    private void call(Step step, @Nullable Object[] values) {
        call(step, values, () -> step.perform(values), false);
    }

    private void call(
            Step step, @Nullable Object[] values, EndOfStack.Call call, boolean atEndOfStack) {
        try {
            keep(step, call.make());
            findings.count().returned();
        } catch (CallFinding finding) {
            throw finding;
        } catch (Throwable thrown) {
            judge(step, thrown, atEndOfStack);
            if (step.callee() instanceof Member member && member.givesItself()) {
                // A builder that refused something goes on as it was.
                results.put(step.id(), Objects.requireNonNull(values[0]));
            }
        }
    }

    private void judge(Step step, Throwable thrown, boolean atEndOfStack) {
        findings.count().threw(thrown);
        if (!step.callee().isTested()) {
            return;
        }
        FailureKind kind = Verdict.of(step, thrown, atEndOfStack);
        if (kind != null) {
            add(step, kind, thrown.toString(), thrown);
        }
    }

    private void keep(Step step, @Nullable Object result) {
        if (result instanceof AutoCloseable closeable) {
            belongings.add(closeable);
        }
        boolean missing =
                result == null && step.callee() instanceof Member member && !member.mayGiveNull();
        if (missing) {
            add(step, FailureKind.NULL, "null was returned", null);
        }
        results.put(step.id(), result == null ? NULL : result);
        threads.put(step.id(), OneDnn.threads());
    }

    /// Looks for what a step may have done beside what it should.
    private void look(Step last) {
        if (last.callee() instanceof Member member
                && member.name().equals("OneDnn.setThreads")
                && (last.place() == Place.HERE || last.place() == Place.INTERRUPTED)) {
            expectedThreads = OneDnn.threads();
        }
        int now = OneDnn.threads();
        if (now != expectedThreads) {
            String what = "OpenMP threads: " + expectedThreads + " before, " + now + " after";
            OneDnn.setThreads(expectedThreads);
            add(last, FailureKind.THREAD, what, null);
        }
        String damage = memory.damage();
        if (damage != null) {
            add(last, FailureKind.OVERWRITTEN, damage, null);
        }
    }

    private void add(Step step, FailureKind kind, String what, @Nullable Throwable thrown) {
        findings.add(new CallFinding(program.seed(), step, kind, what, thrown));
    }

    @Override
    public @Nullable Object value(int step) throws MissingValueException {
        Object value = results.get(step);
        if (value == null) {
            throw new MissingValueException();
        }
        return value == NULL ? null : value;
    }

    @Override
    public CanaryMemory memory() {
        return memory;
    }

    @Override
    public void nested(Step step) throws Throwable {
        @Nullable Object[] values = Step.values(step.operands(), this);
        if (Limits.exclude(step, values) || !step.callee().accepts(values)) {
            return;
        }
        journal.accept(entry(step));
        try {
            keep(step, step.perform(values));
        } catch (CallFinding finding) {
            throw finding;
        } catch (Throwable thrown) {
            judge(step, thrown, false);
            throw thrown;
        }
    }
}
