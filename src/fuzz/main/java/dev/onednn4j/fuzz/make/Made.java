package dev.onednn4j.fuzz.make;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Primitive;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A primitive that was made from a problem.
///
/// @param primitive what computes
/// @param tensors what each of its tensors must be, by its name in the problem or among the runtime
///   arguments
/// @param results the tensors that it writes
/// @param execution executes it
/// @param forward what must run before, since it writes a workspace that this reads; null for none
public record Made(
        Primitive primitive,
        Map<String, MemoryDescriptor> tensors,
        Set<String> results,
        Execution execution,
        @Nullable Made forward)
        implements AutoCloseable {
    /// How to execute a primitive.
    interface Execution {
        /// Executes it.
        ///
        /// @param tensors finds a tensor by name
        void run(Function<String, Tensor> tensors, RuntimeArguments named);
    }

    /// A primitive with the runtime arguments that it has among its tensors.
    static Made of(
            Primitive primitive,
            Map<String, @Nullable MemoryDescriptor> tensors,
            Set<String> results,
            Execution execution) {
        Map<String, MemoryDescriptor> all = new LinkedHashMap<>();
        tensors.forEach(
                (name, descriptor) -> {
                    if (descriptor != null) {
                        all.put(name, descriptor);
                    }
                });
        all.putAll(primitive.runtimeArguments());
        return new Made(primitive, all, results, execution, null);
    }

    /// The same, after another.
    Made after(@Nullable Made before) {
        return new Made(primitive, tensors, results, execution, before);
    }

    /// Executes it.
    ///
    /// @param all the tensors by name
    public void run(Map<String, Tensor> all) {
        RuntimeArguments named = RuntimeArguments.none();
        for (String name : primitive.runtimeArguments().keySet()) {
            named = named.and(name, find(all, name));
        }
        execution.run(name -> find(all, name), named);
    }

    private static Tensor find(Map<String, Tensor> all, String name) {
        Tensor tensor = all.get(name);
        if (tensor == null) {
            throw new IllegalStateException("no tensor " + name);
        }
        return tensor;
    }

    @Override
    public void close() {
        primitive.close();
        if (forward != null) {
            forward.close();
        }
    }
}
