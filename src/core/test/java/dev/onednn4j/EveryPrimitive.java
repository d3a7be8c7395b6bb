package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import dev.onednn4j.internal.memory.Argument;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A primitive of each kind but for convolutions, forward and backward, for images of any size.
@SuppressWarnings("ImmutableEnumChecker") // the makers are lambdas without state
enum EveryPrimitive {
    ELTWISE((e, x, on) -> eltwise(e, x).implementations(on).build()),
    ELTWISE_BACKWARD((e, x, on) -> last(eltwise(e, x).build(), Eltwise::backward, on)),
    SOFTMAX((e, x, on) -> softmax(e, x).implementations(on).build()),
    SOFTMAX_BACKWARD((e, x, on) -> last(softmax(e, x).build(), Softmax::backward, on)),
    NORMALIZATION((e, x, on) -> normalization(e, x).implementations(on).build()),
    NORMALIZATION_BACKWARD(
            (e, x, on) -> last(normalization(e, x).build(), BatchNormalization::backward, on)),
    POOLING((e, x, on) -> pooling(e, x).implementations(on).build()),
    POOLING_BACKWARD((e, x, on) -> last(pooling(e, x).build(), Pooling::backward, on)),
    INNER_PRODUCT(
            (e, x, on) ->
                    InnerProduct.forward(e)
                            .src(x)
                            .weights(F32, filters(x))
                            .dst(F32)
                            .implementations(on)
                            .build()),
    INNER_PRODUCT_BY_DATA(
            (e, x, on) ->
                    InnerProduct.backwardData(e)
                            .diffSrc(x)
                            .weights(F32, filters(x))
                            .diffDst(MemoryDescriptor.of(F32, x.dim(0), 5))
                            .implementations(on)
                            .build()),
    INNER_PRODUCT_BY_WEIGHTS(
            (e, x, on) ->
                    InnerProduct.backwardWeights(e)
                            .src(x)
                            .diffWeights(F32, filters(x))
                            .diffDst(MemoryDescriptor.of(F32, x.dim(0), 5))
                            .implementations(on)
                            .build()),
    MATRIX_PRODUCT(
            (e, x, on) ->
                    MatMul.forward(e)
                            .src(F32, x.dim(0), x.dim(1), 33)
                            .weights(F32, x.dim(0), 33, x.dim(3))
                            .dst(F32)
                            .implementations(on)
                            .build()),
    BINARY(
            (e, x, on) ->
                    Binary.forward(e)
                            .algorithm(BinaryAlgorithm.MUL)
                            .src0(x)
                            .src1(x)
                            .implementations(on)
                            .build()),
    BINARY_SPREAD(
            (e, x, on) ->
                    Binary.forward(e)
                            .algorithm(BinaryAlgorithm.SUB)
                            .src0(x)
                            .src1(MemoryDescriptor.of(F32, 1, x.dim(1), 1, 1))
                            .implementations(on)
                            .build()),
    SUM((e, x, on) -> Sum.forward(e).src(2, x).src(x).implementations(on).build()),
    CONCAT((e, x, on) -> Concat.forward(e).src(x).src(x).implementations(on).build());

    /// Makes a primitive.
    private interface Maker {
        Primitive make(Engine engine, MemoryDescriptor images, Predicate<String> implementations);
    }

    /// Begins the backward pass of a forward one.
    private interface Backward<P> {
        BackwardBuilder<?> of(P forward);
    }

    private final Maker maker;

    EveryPrimitive(Maker maker) {
        this.maker = maker;
    }

    /// Makes one.
    Primitive make(Engine engine, MemoryDescriptor images, Predicate<String> implementations) {
        return maker.make(engine, images, implementations);
    }

    private static Eltwise.Builder eltwise(Engine engine, MemoryDescriptor images) {
        return Eltwise.forward(engine).training().algorithm(EltwiseAlgorithm.TANH).src(images);
    }

    private static Softmax.Builder softmax(Engine engine, MemoryDescriptor images) {
        return Softmax.forward(engine).training().src(images);
    }

    private static BatchNormalization.Builder normalization(
            Engine engine, MemoryDescriptor images) {
        return BatchNormalization.forward(engine)
                .training()
                .src(images)
                .useScale()
                .useShift()
                .fuseNormRelu();
    }

    private static Pooling.Builder pooling(Engine engine, MemoryDescriptor images) {
        return Pooling.forward(engine)
                .training()
                .algorithm(PoolingAlgorithm.MAX)
                .src(images)
                .kernel(2);
    }

    private static long[] filters(MemoryDescriptor images) {
        long[] dims = images.dims();
        dims[0] = 5;
        return dims;
    }

    /// The backward pass, which alone is left.
    private static <P extends Primitive> Primitive last(
            P forward, Backward<P> backward, Predicate<String> implementations) {
        try (forward) {
            return backward.of(forward).implementations(implementations).build();
        }
    }

    /// Tensors for one execution after another of a primitive.
    ///
    /// @param sources the fixed ones but for the last
    /// @param last the last of the fixed ones
    /// @param written those that it writes
    record Tensors(
            List<Tensor> sources, Tensor last, RuntimeArguments named, List<Tensor> written) {
        /// Sources are full of small numbers, workspaces of bytes of 1, which is a place within a
        /// kernel and a mark of a positive result.
        static Tensors of(Primitive primitive, Arena arena, WatchedMemory.Source memory) {
            List<Tensor> fixed = new ArrayList<>();
            List<Tensor> written = new ArrayList<>();
            RuntimeArguments named = RuntimeArguments.none();
            int many = primitive.made().arguments().size() - primitive.runtimeArguments().size();
            for (Argument argument : primitive.made().arguments()) {
                MemoryDescriptor descriptor = argument.descriptor();
                MemorySegment segment = memory.allocate(descriptor.size(), arena);
                Tensor tensor = Tensor.of(descriptor, segment);
                if (argument.written()) {
                    written.add(tensor);
                } else if (descriptor.dataType() == F32) {
                    for (int i = 0; i < segment.byteSize() / Float.BYTES; i++) {
                        segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1 + i * 7 % 13);
                    }
                } else {
                    segment.fill((byte) 1);
                }
                if (fixed.size() < many) {
                    fixed.add(tensor);
                } else {
                    named = named.and(argument.name(), tensor);
                }
            }
            return new Tensors(
                    List.copyOf(fixed.subList(0, many - 1)), fixed.getLast(), named, written);
        }

        /// In memory of the arena.
        static Tensors of(Primitive primitive, Arena arena) {
            return of(primitive, arena, (size, owner) -> owner.allocate(size, 64));
        }

        void run(Primitive primitive) {
            primitive.executions.run(sources, last, named);
        }

        Execution bind(Primitive primitive) {
            return new Execution(
                    primitive.engine(), primitive.executions.prepare(sources, last, named));
        }

        /// The bytes of all results.
        List<MemorySegment> results() {
            return written.stream()
                    .map(
                            tensor ->
                                    MemorySegment.ofArray(
                                            tensor.segment().toArray(ValueLayout.JAVA_BYTE)))
                    .toList();
        }
    }
}
