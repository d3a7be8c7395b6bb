package dev.onednn4j.fuzz.calls;

import dev.onednn4j.fuzz.run.Evidence;
import dev.onednn4j.fuzz.run.Failure;
import dev.onednn4j.fuzz.run.FailureKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A call did what it must not do.
public final class CallFinding extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int NO_STEP = -1;

    private final long seed;
    private final int step;
    private final String line;
    private final String method;
    private final FailureKind kind;
    private final String what;

    /// @param what what happened
    /// @param cause what was thrown; null where nothing was
    CallFinding(long seed, Step step, FailureKind kind, String what, @Nullable Throwable cause) {
        this(seed, step.id(), step.line(), step.callee().name(), kind, what, cause);
    }

    /// Something that no single step is known to have done.
    CallFinding(Program program, FailureKind kind, String what) {
        this(program.seed(), NO_STEP, "(after everything was closed)", "", kind, what, null);
    }

    private CallFinding(
            long seed,
            int step,
            String line,
            String method,
            FailureKind kind,
            String what,
            @Nullable Throwable cause) {
        super("seed " + seed + ", step " + step + ": " + line + "\n" + kind + ": " + what, cause);
        this.seed = seed;
        this.step = step;
        this.line = line;
        this.method = method;
        this.kind = kind;
        this.what = what;
    }

    /// The step that is to blame, as far as one is.
    public ProgramName culprit() {
        return new ProgramName(seed, List.of(step));
    }

    /// The call as a line of Java.
    public String line() {
        return line;
    }

    /// What kind of thing is wrong.
    public FailureKind kind() {
        return kind;
    }

    /// The finding as the fuzzer counts it: what implementations are to problems, methods are to
    /// calls.
    public Failure failure() {
        Throwable cause = getCause();
        return new Failure(
                kind, method, cause == null ? List.of(Evidence.oneLine(what)) : Evidence.of(cause));
    }
}
