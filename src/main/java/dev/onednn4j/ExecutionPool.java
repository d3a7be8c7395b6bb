package dev.onednn4j;

import java.util.Arrays;

/// The executions of a primitive that its own `execute` uses: as many as were ever needed at once.
final class ExecutionPool {
    private final Primitive primitive;
    private volatile Execution[] executions;
    private boolean closed;

    ExecutionPool(Primitive primitive) {
        this.primitive = primitive;
        // One at once, so that the first call allocates nothing.
        this.executions = new Execution[] {new Execution(primitive)};
    }

    Execution acquire() {
        Execution[] all = executions;
        // Threads begin at different places: they then seldom try for the same execution.
        int start = (int) (Thread.currentThread().threadId() % all.length);
        for (int i = 0; i < all.length; i++) {
            Execution execution = all[(start + i) % all.length];
            if (execution.tryAcquire()) {
                return execution;
            }
        }
        return grow();
    }

    private synchronized Execution grow() {
        if (closed) {
            throw new IllegalStateException("the primitive is closed: " + primitive);
        }
        Execution added = new Execution(primitive);
        if (!added.tryAcquire()) {
            throw new AssertionError("a new execution is in use");
        }
        Execution[] longer = Arrays.copyOf(executions, executions.length + 1);
        longer[longer.length - 1] = added;
        executions = longer;
        return added;
    }

    synchronized void close() {
        closed = true;
        for (Execution execution : executions) {
            execution.close();
        }
    }
}
