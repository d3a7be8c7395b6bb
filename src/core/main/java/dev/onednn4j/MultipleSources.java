package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.library.ExecuteCall;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.TensorRequest;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What primitives have in common that make one result of any number of sources: [Sum] and
/// [Concat].
///
/// Thread safe: any number of threads may execute one at once.
public abstract class MultipleSources extends Primitive {
    private final List<MemoryDescriptor> srcs;
    private final MemoryDescriptor dst;

    /// @param srcs the sources, in their order
    MultipleSources(Engine engine, NativePrimitive made, List<MemoryDescriptor> srcs) {
        super(engine, made);
        this.srcs = srcs;
        this.dst = made.expected(srcs.size());
    }

    /// What the sources must be, in their order. Executions call them `src_0`, `src_1` and so on.
    public List<MemoryDescriptor> srcs() {
        return srcs;
    }

    /// What dst must be.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Computes dst; returns when it is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @param srcs what [#srcs()] says, in that order; a list that is kept costs no allocation
    /// @param dst what [#dst()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be, or there are too
    ///   few or too many
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(List<Tensor> srcs, Tensor dst) {
        executions.run(Objects.requireNonNull(srcs, "srcs"), dst, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(List<Tensor> srcs, Tensor dst) {
        return new Execution(
                engine(),
                executions.prepare(
                        Objects.requireNonNull(srcs, "srcs"), dst, RuntimeArguments.none()));
    }

    /// What the builders of primitives with any number of sources have in common.
    ///
    /// oneDNN does not walk through implementations of these primitives: one that
    /// [PrimitiveBuilder#implementations] does not accept ends in an [UnimplementedException].
    ///
    /// Not thread safe. May be used again after it has built something; sources stay.
    ///
    /// @param <B> the builder itself
    public abstract static class Builder<B extends Builder<B>> extends PrimitiveBuilder<B> {
        /// The result is one more tensor.
        private static final int MOST_SOURCES = ExecuteCall.MANY - 1;

        private final List<MemoryDescriptor> srcs = new ArrayList<>();
        private final TensorRequest dst = new TensorRequest("dst");

        Builder(Engine engine) {
            super(engine);
        }

        /// The result. By default it has the type of the first source, in a layout that oneDNN
        /// chooses.
        public B dst(MemoryDescriptor dst) {
            this.dst.set(dst);
            return self();
        }

        /// The result in another type or layout. Its dimensions follow from the sources.
        public B dst(DataType type, FormatTag tag) {
            dst.set(type, tag);
            return self();
        }

        /// Adds a source.
        ///
        /// @throws IllegalArgumentException when its layout is `any` or there are too many
        final B add(MemoryDescriptor src) {
            String name = "src_" + srcs.size();
            TensorRequest request = new TensorRequest(name);
            request.set(src);
            request.requiredLayout();
            if (srcs.size() == MOST_SOURCES) {
                throw new IllegalArgumentException(
                        name + ": expected " + MOST_SOURCES + " sources at most, got one more");
            }
            srcs.add(src);
            return self();
        }

        /// The sources so far.
        final List<MemoryDescriptor> sources() {
            if (srcs.isEmpty()) {
                throw new IllegalArgumentException(
                        "src: expected at least one, got none; call .src(…)");
            }
            return List.copyOf(srcs);
        }

        /// The sources that have elements; all of them where none has. oneDNN crashes while it
        /// joins empty ones with others.
        static List<MemoryDescriptor> contributing(List<MemoryDescriptor> sources) {
            List<MemoryDescriptor> some =
                    sources.stream().filter(source -> source.elements() > 0).toList();
            return some.isEmpty() ? sources : some;
        }

        /// The result, of these dimensions.
        final MemoryDescriptor result(long... dims) {
            MemoryDescriptor wanted = dst.resolveOptional("the sources", dims);
            return wanted != null
                    ? wanted
                    : MemoryDescriptor.of(srcs.getFirst().dataType(), dims).with(FormatTag.ANY);
        }

        /// Checks that a source has the dimensions of the first one.
        ///
        /// @param except the one in which it may differ; null when there is none
        static void requireAlike(
                List<MemoryDescriptor> sources, int index, @Nullable Integer except) {
            long[] expected = sources.getFirst().dims();
            long[] given = sources.get(index).dims();
            if (except != null && given.length == expected.length) {
                expected[except] = given[except];
            }
            if (!Arrays.equals(expected, given)) {
                throw new IllegalArgumentException(
                        "src_"
                                + index
                                + ": expected "
                                + Arrays.toString(expected)
                                + (except == null ? "" : ", but for dimension " + except)
                                + " as src_0, got "
                                + Arrays.toString(given));
            }
        }

        /// The sources and the result as a problem.
        static Problem problem(
                PrimitiveKind kind,
                List<MemoryDescriptor> sources,
                MemoryDescriptor dst,
                Supplier<String> text) {
            Map<String, ProblemTensor> tensors = new LinkedHashMap<>();
            for (int i = 0; i < sources.size(); i++) {
                tensors.put("src_" + i, ProblemTensor.of(sources.get(i)));
            }
            tensors.put("dst", ProblemTensor.of(dst));
            return Problem.of(kind, Pass.FORWARD, tensors, text);
        }

        /// An array of pointers to native descriptors.
        static MemorySegment toNative(List<MemoryDescriptor> descriptors, Arena scratch) {
            MemorySegment array = scratch.allocate(onednn_h.C_POINTER, descriptors.size());
            for (int i = 0; i < descriptors.size(); i++) {
                array.setAtIndex(
                        onednn_h.C_POINTER,
                        i,
                        DescriptorParts.toNative(descriptors.get(i), scratch));
            }
            return array;
        }

        /// The types of the sources as benchdnn writes them.
        static String types(List<MemoryDescriptor> descriptors) {
            return descriptors.stream()
                    .map(descriptor -> descriptor.dataType().toString())
                    .collect(Collectors.joining(":"));
        }

        /// The layouts of the sources as benchdnn writes them.
        static String layouts(List<MemoryDescriptor> descriptors) {
            return descriptors.stream()
                    .map(MemoryDescriptor::layout)
                    .collect(Collectors.joining(":"));
        }

        /// The tensors of an execution.
        static Arguments arguments(List<MemoryDescriptor> srcs) {
            List<Argument> arguments = new ArrayList<>();
            int known = 0;
            // oneDNN was told of some sources alone; tensors that it does not know it ignores.
            int unknown = contributing(srcs).size();
            boolean all = unknown == srcs.size();
            for (int i = 0; i < srcs.size(); i++) {
                boolean isKnown = all || srcs.get(i).elements() > 0;
                int id = onednn_h.DNNL_ARG_MULTIPLE_SRC() + (isKnown ? known++ : unknown++);
                arguments.add(new Argument(id, "src_" + i, srcs.get(i), false));
            }
            return new Arguments(
                    descriptor ->
                            Stream.concat(
                                            arguments.stream(),
                                            TensorRole.arguments(descriptor, TensorRole.DST)
                                                    .stream())
                                    .toList(),
                    descriptor -> List.of(),
                    "tensor",
                    "");
        }
    }
}
