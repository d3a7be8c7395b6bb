package dev.onednn4j.fuzz.calls;

import java.util.List;
import java.util.function.Predicate;

/// A predicate that makes a call of its own when it is asked.
///
/// @param step the call
/// @param hides whether it catches what the call throws
/// @param answer what it says
record Callback(Step step, boolean hides, boolean answer) implements Operand {
    /// How many calls may be within each other.
    private static final int DEEPEST = 2;

    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    @Override
    public Class<?> type() {
        return Predicate.class;
    }

    @Override
    public Object value(Situation situation) {
        return (Predicate<String>) name -> test(situation);
    }

    private boolean test(Situation situation) {
        int depth = DEPTH.get();
        if (depth == DEEPEST) {
            return answer;
        }
        DEPTH.set(depth + 1);
        try {
            situation.nested(step);
        } catch (CallFinding | Error failure) {
            throw failure;
        } catch (RuntimeException failure) {
            if (!hides) {
                throw failure;
            }
        } catch (Throwable checked) {
            return answer;
        } finally {
            DEPTH.set(depth);
        }
        return answer;
    }

    @Override
    public String java() {
        String call = step.call() + ";";
        if (hides) {
            call = "try { " + call + " } catch (RuntimeException hidden) {}";
        }
        return "name -> { " + call + " return " + answer + "; }";
    }

    @Override
    public List<Integer> needs() {
        return step.needs();
    }
}
