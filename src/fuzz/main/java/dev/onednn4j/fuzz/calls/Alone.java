package dev.onednn4j.fuzz.calls;

import dev.onednn4j.OneDnn;
import dev.onednn4j.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the primitive of a witness once more, with nothing but the calls that lead to it, and
/// compares what it computes.
final class Alone implements Situation {
    private final Program program;
    private final Findings findings;
    private final Map<Integer, @Nullable Object> results = new HashMap<>();
    private final List<AutoCloseable> made = new ArrayList<>();
    private final CanaryMemory memory = new CanaryMemory();

    Alone(Program program, Findings findings) {
        this.program = program;
        this.findings = findings;
    }

    /// @param witness what the step gave
    /// @param threads the number of OpenMP threads that steps were made with
    void compare(Step step, Witness witness, Map<Integer, Integer> threads) {
        Program slice = program.slice(step.id());
        if (slice.steps().stream().anyMatch(Alone::dependsOnMore)) {
            memory.close();
            return;
        }
        int usual = OneDnn.threads();
        try {
            Primitive again = make(slice, step, threads);
            if (again != null && again.toString().equals(witness.primitive().toString())) {
                witness.compare(again);
            }
        } catch (WrongResultException wrong) {
            findings.add(
                    new CallFinding(program.seed(), step, wrong.kind(), wrong.toString(), wrong));
        } finally {
            OneDnn.setThreads(usual);
            close();
        }
    }

    /// Whether what a step does depends on more than its operands. In a thread of its own a
    /// primitive is made for another number of OpenMP threads, and sums are added up in another
    /// order.
    private static boolean dependsOnMore(Step step) {
        return step.place() == Place.AT_ONCE
                || step.place() == Place.ELSEWHERE
                || step.place() == Place.VIRTUAL
                || step.place() == Place.END_OF_STACK
                || step.operands().stream().anyMatch(Callback.class::isInstance);
    }

    private @Nullable Primitive make(Program slice, Step last, Map<Integer, Integer> threads) {
        @Nullable Primitive primitive = null;
        for (Step step : slice.steps()) {
            if (step.id() == last.id()) {
                return primitive;
            }
            try {
                OneDnn.setThreads(threads.getOrDefault(step.id(), 1));
                Object result = perform(step);
                results.put(step.id(), result);
                if (result instanceof AutoCloseable closeable) {
                    made.add(closeable);
                }
                if (result instanceof Primitive one) {
                    primitive = one;
                }
            } catch (Throwable different) {
                return null;
            }
        }
        return null;
    }

    private @Nullable Object perform(Step step) throws Throwable {
        @Nullable Object[] values = Step.values(step.operands(), this);
        try {
            return step.perform(values);
        } catch (RuntimeException refusal) {
            if (step.callee() instanceof Member member && member.givesItself()) {
                return values[0];
            }
            throw refusal;
        }
    }

    private void close() {
        for (AutoCloseable each : made.reversed()) {
            try {
                each.close();
            } catch (Exception closedBefore) {
                findings.count().skipped();
            }
        }
        memory.close();
    }

    @Override
    public @Nullable Object value(int step) throws MissingValueException {
        if (!results.containsKey(step)) {
            throw new MissingValueException();
        }
        return results.get(step);
    }

    @Override
    public CanaryMemory memory() {
        return memory;
    }

    @Override
    public void nested(Step step) {
        throw new IllegalStateException("no call is made from within another");
    }
}
