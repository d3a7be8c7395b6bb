package dev.onednn4j.internal.call;

import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;
import dev.onednn4j.internal.memory.Argument;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// The executions of a primitive that its own `execute` uses: as many as were ever needed at once.
///
/// Thread safe. An execution goes back to the pool without a call, by writing a field: at the end
/// of the stack a call fails, and the execution would be lost to the pool.
public final class ExecutionPool {
    private final NativePrimitive primitive;
    private final List<Argument> arguments;
    private final int fixed;
    private volatile BoundExecution[] executions;
    private boolean closed;

    public ExecutionPool(NativePrimitive primitive) {
        this.primitive = primitive;
        this.arguments = primitive.arguments();
        this.fixed = primitive.fixed();
        // One at once, so that the first call allocates nothing. In this order nothing is lost
        // where the heap is full.
        this.executions = new BoundExecution[1];
        BoundExecution first = new BoundExecution(primitive);
        executions[0] = first;
        first.inUse = false;
    }

    private BoundExecution acquire() {
        BoundExecution[] all = executions;
        // Threads begin at different places: they then seldom try for the same execution.
        int start = (int) (Thread.currentThread().threadId() % all.length);
        for (int i = 0; i < all.length; i++) {
            BoundExecution execution = all[(start + i) % all.length];
            if (execution.tryAcquire()) {
                return execution;
            }
        }
        return grow();
    }

    private synchronized BoundExecution grow() {
        if (closed) {
            throw new IllegalStateException("the primitive is closed: " + primitive);
        }
        // In this order nothing is lost where the heap is full.
        BoundExecution[] longer = Arrays.copyOf(executions, executions.length + 1);
        BoundExecution added = new BoundExecution(primitive);
        longer[longer.length - 1] = added;
        executions = longer;
        return added;
    }

    /// Executes on sources and a result, which comes last of the fixed arguments.
    public void run(List<Tensor> sources, Tensor dst, RuntimeArguments runtime) {
        BoundExecution execution = acquire();
        try {
            try {
                set(execution.tensors(), sources, dst, runtime);
                execution.execute();
            } finally {
                execution.tensors().forget();
            }
        } finally {
            execution.inUse = false;
            if (execution.closed) {
                execution.destroyIfIdle();
            }
        }
    }

    /// Executes on tensors in the order of the fixed arguments. One that the primitive does not
    /// have must be null.
    public void run(
            Tensor first,
            Tensor second,
            @Nullable Tensor third,
            @Nullable Tensor fourth,
            RuntimeArguments runtime) {
        BoundExecution execution = acquire();
        try {
            try {
                set(execution.tensors(), first, second, third, fourth, runtime);
                execution.execute();
            } finally {
                execution.tensors().forget();
            }
        } finally {
            execution.inUse = false;
            if (execution.closed) {
                execution.destroyIfIdle();
            }
        }
    }

    /// Makes an execution, which does not belong to the pool, on sources and a result.
    public BoundExecution prepare(List<Tensor> sources, Tensor dst, RuntimeArguments runtime) {
        BoundExecution execution = new BoundExecution(primitive);
        try {
            set(execution.tensors(), sources, dst, runtime);
            execution.tensors().requireApart();
        } catch (RuntimeException | Error failure) {
            execution.inUse = false;
            execution.close();
            throw failure;
        }
        execution.inUse = false;
        return execution;
    }

    /// Makes an execution, which does not belong to the pool, on tensors in the order of the fixed
    /// arguments.
    public BoundExecution prepare(
            Tensor first,
            Tensor second,
            @Nullable Tensor third,
            @Nullable Tensor fourth,
            RuntimeArguments runtime) {
        BoundExecution execution = new BoundExecution(primitive);
        try {
            set(execution.tensors(), first, second, third, fourth, runtime);
            execution.tensors().requireApart();
        } catch (RuntimeException | Error failure) {
            execution.inUse = false;
            execution.close();
            throw failure;
        }
        execution.inUse = false;
        return execution;
    }

    private void set(
            BoundTensors bound, List<Tensor> sources, Tensor dst, RuntimeArguments runtime) {
        if (sources.size() != fixed - 1) {
            throw new IllegalArgumentException(
                    "srcs: expected " + (fixed - 1) + " tensors, got " + sources.size());
        }
        for (int i = 0; i < fixed - 1; i++) {
            bound.set(i, sources.get(i));
        }
        bound.set(fixed - 1, dst);
        setRuntime(bound, runtime);
    }

    private void set(
            BoundTensors bound,
            Tensor first,
            Tensor second,
            @Nullable Tensor third,
            @Nullable Tensor fourth,
            RuntimeArguments runtime) {
        bound.set(0, first);
        bound.set(1, second);
        setOptional(bound, 2, third);
        setOptional(bound, 3, fourth);
        setRuntime(bound, runtime);
    }

    private void setOptional(BoundTensors bound, int index, @Nullable Tensor tensor) {
        if (index < fixed) {
            bound.set(index, tensor);
        } else if (tensor != null) {
            throw new IllegalArgumentException(
                    primitive.optional()
                            + ": the primitive was built without one, got "
                            + tensor.descriptor());
        }
    }

    private void setRuntime(BoundTensors bound, @Nullable RuntimeArguments runtime) {
        if (runtime == null) {
            throw new NullPointerException(
                    "runtime: expected RuntimeArguments with "
                            + primitive.runtimeArguments().keySet()
                            + ", got null; RuntimeArguments.none() has none");
        }
        for (int i = fixed; i < arguments.size(); i++) {
            bound.set(i, runtime.get(arguments.get(i).name()));
        }
        if (runtime.size() != arguments.size() - fixed) {
            throw new IllegalArgumentException(
                    "runtime arguments: expected "
                            + primitive.runtimeArguments().keySet()
                            + ", got "
                            + runtime.names());
        }
    }

    public synchronized void close() {
        closed = true;
        for (BoundExecution execution : executions) {
            execution.close();
        }
    }
}
