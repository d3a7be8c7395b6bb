package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

/// Makes a call where the stack is about to end: first with nothing left of it, then with a little
/// more each time, until the call comes through.
///
/// What came of it is only kept: to look at it takes more of the stack than there is.
final class EndOfStack {
    private final Call call;
    private final int stride;
    private int attempts;
    private int frames;
    private boolean isDone;
    private @Nullable Object value;
    private @Nullable Throwable thrown;

    /// What is done.
    interface Call {
        /// Does it.
        ///
        /// @throws Throwable what the call throws
        @Nullable Object make() throws Throwable;
    }

    /// @param call what is done; it lets a `StackOverflowError` out
    /// @param attempts how often it is tried
    /// @param skipped how many frames from the end the first attempt is
    /// @param stride how many frames are between attempts
    EndOfStack(Call call, int attempts, int skipped, int stride) {
        this.call = call;
        this.attempts = attempts;
        this.frames = -skipped;
        this.stride = stride;
    }

    /// Makes the attempts.
    void run() {
        descend();
    }

    /// Whether the call came through in the end.
    boolean isDone() {
        return isDone;
    }

    /// What the call gave.
    ///
    /// @throws Throwable what it threw in the end
    @Nullable Object result() throws Throwable {
        if (thrown != null) {
            throw thrown;
        }
        return value;
    }

    @SuppressWarnings("InfiniteRecursion") // until the stack ends
    private void descend() {
        try {
            descend();
        } catch (StackOverflowError end) {
            // This frame is the first that has room for anything.
            frames++;
        }
        frames++;
        if (!isDone && attempts > 0 && frames > 0 && frames % stride == 0) {
            attempts--;
            try {
                value = call.make();
                isDone = true;
            } catch (StackOverflowError notYet) {
                isDone = false;
            } catch (Throwable other) {
                thrown = other;
                isDone = true;
            }
        }
    }
}
