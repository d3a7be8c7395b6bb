package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A primitive whose tensors all lie in memory as one likes: those of [EveryPrimitive], which take
/// the layout of their images, and more of them whose weights and results are laid out too.
///
/// @param name what it is called in messages
/// @param maker makes it
record LaidOutPrimitive(String name, Maker maker) {
    /// Makes a primitive.
    interface Maker {
        /// Makes it.
        ///
        /// @param layout lays out a dense descriptor
        Primitive make(
                Engine engine,
                UnaryOperator<MemoryDescriptor> layout,
                Predicate<String> implementations);
    }

    private static MemoryDescriptor of(UnaryOperator<MemoryDescriptor> layout, long... dims) {
        return layout.apply(MemoryDescriptor.of(F32, dims));
    }

    /// All of them, for images of that size.
    static List<LaidOutPrimitive> all(long... images) {
        List<LaidOutPrimitive> all = new ArrayList<>();
        for (EveryPrimitive which : EveryPrimitive.values()) {
            all.add(
                    new LaidOutPrimitive(
                            which.toString(), (e, x, on) -> which.make(e, of(x, images), on)));
        }
        addPointwise(all, images);
        addMoving(all, images);
        addProducts(all, images);
        addConvolutions(all, images);
        return all;
    }

    private static void addPointwise(List<LaidOutPrimitive> all, long[] images) {
        all.add(
                new LaidOutPrimitive(
                        "a binary with an operand after it",
                        (e, x, on) ->
                                Binary.forward(e)
                                        .algorithm(BinaryAlgorithm.MAX)
                                        .src0(of(x, images))
                                        .src1(of(x, images))
                                        .dst(of(x, images))
                                        .postOps(
                                                PostOps.none()
                                                        .binary(
                                                                BinaryAlgorithm.ADD,
                                                                "more",
                                                                of(x, images)))
                                        .implementations(on)
                                        .build()));
        all.add(
                new LaidOutPrimitive(
                        "a binary into a dense result",
                        (e, x, on) ->
                                Binary.forward(e)
                                        .algorithm(BinaryAlgorithm.SUB)
                                        .src0(of(x, images))
                                        .src1(of(x, images))
                                        .dst(MemoryDescriptor.of(F32, images))
                                        .implementations(on)
                                        .build()));
    }

    private static void addMoving(List<LaidOutPrimitive> all, long[] images) {
        all.add(
                new LaidOutPrimitive(
                        "a reorder into channels last",
                        (e, x, on) ->
                                Reorder.of(
                                        e,
                                        of(x, images),
                                        MemoryDescriptor.of(F32, images).with(FormatTag.NHWC))));
        all.add(
                new LaidOutPrimitive(
                        "a reorder of channels last",
                        (e, x, on) ->
                                Reorder.of(
                                        e,
                                        MemoryDescriptor.of(F32, images).with(FormatTag.NHWC),
                                        of(x, images))));
        all.add(
                new LaidOutPrimitive(
                        "a concat along rows",
                        (e, x, on) ->
                                Concat.forward(e)
                                        .axis(2)
                                        .src(of(x, images))
                                        .src(of(x, images[0], images[1], 1, images[3]))
                                        .dst(of(x, images[0], images[1], images[2] + 1, images[3]))
                                        .implementations(on)
                                        .build()));
        all.add(
                new LaidOutPrimitive(
                        "a sum of dense tensors",
                        (e, x, on) ->
                                Sum.forward(e)
                                        .src(MemoryDescriptor.of(F32, images))
                                        .src(of(x, images))
                                        .dst(of(x, images))
                                        .implementations(on)
                                        .build()));
        all.add(
                new LaidOutPrimitive(
                        "an average pooling",
                        (e, x, on) ->
                                Pooling.forward(e)
                                        .algorithm(PoolingAlgorithm.AVG_EXCLUDE_PADDING)
                                        .src(of(x, images))
                                        .dst(of(x, images))
                                        .kernel(3)
                                        .strides(1)
                                        .padding(1)
                                        .implementations(on)
                                        .build()));
    }

    private static void addProducts(List<LaidOutPrimitive> all, long[] images) {
        all.add(
                new LaidOutPrimitive(
                        "an inner product of rows",
                        (e, x, on) ->
                                InnerProduct.forward(e)
                                        .src(of(x, 3, 20))
                                        .weights(of(x, 5, 20))
                                        .bias(F32)
                                        .dst(of(x, 3, 5))
                                        .implementations(on)
                                        .build()));
        all.add(
                new LaidOutPrimitive(
                        "an inner product's gradient by rows",
                        (e, x, on) ->
                                InnerProduct.backwardData(e)
                                        .diffSrc(of(x, 3, 20))
                                        .weights(of(x, 5, 20))
                                        .diffDst(of(x, 3, 5))
                                        .implementations(on)
                                        .build()));
        all.add(
                new LaidOutPrimitive(
                        "an inner product's gradient by weights",
                        (e, x, on) ->
                                InnerProduct.backwardWeights(e)
                                        .src(of(x, 3, 20))
                                        .diffWeights(of(x, 5, 20))
                                        .diffBias(F32)
                                        .diffDst(of(x, 3, 5))
                                        .implementations(on)
                                        .build()));
        for (int ndims = 2; ndims <= 4; ndims++) {
            int from = 4 - ndims;
            all.add(
                    new LaidOutPrimitive(
                            "a matrix product of " + ndims + " dimensions",
                            (e, x, on) ->
                                    MatMul.forward(e)
                                            .src(of(x, tail(from, images, 6, 17)))
                                            .weights(of(x, tail(from, images, 17, 5)))
                                            .dst(of(x, tail(from, images, 6, 5)))
                                            .implementations(on)
                                            .build()));
        }
    }

    /// The last dimensions of a batch of matrices.
    private static long[] tail(int from, long[] images, long rows, long columns) {
        long[] dims = {images[0], images[1], rows, columns};
        return Arrays.copyOfRange(dims, from, dims.length);
    }

    private static void addConvolutions(List<LaidOutPrimitive> all, long[] images) {
        for (long kernel : new long[] {1, 3}) {
            long[] weights = {8, images[1], kernel, kernel};
            long[] result = {images[0], 8, images[2], images[3]};
            String text = " with a kernel of " + kernel;
            all.add(
                    new LaidOutPrimitive(
                            "a convolution" + text,
                            (e, x, on) ->
                                    Convolution.forward(e)
                                            .src(of(x, images))
                                            .weights(F32, weights)
                                            .bias(F32)
                                            .dst(of(x, result))
                                            .padding(kernel / 2)
                                            .implementations(on)
                                            .build()));
            all.add(
                    new LaidOutPrimitive(
                            "a convolution's gradient by src" + text,
                            (e, x, on) ->
                                    Convolution.backwardData(e)
                                            .diffSrc(of(x, images))
                                            .weights(F32, weights)
                                            .diffDst(of(x, result))
                                            .padding(kernel / 2)
                                            .implementations(on)
                                            .build()));
            all.add(
                    new LaidOutPrimitive(
                            "a convolution's gradient by weights" + text,
                            (e, x, on) ->
                                    Convolution.backwardWeights(e)
                                            .src(of(x, images))
                                            .diffWeights(F32, weights)
                                            .diffBias(F32)
                                            .diffDst(of(x, result))
                                            .padding(kernel / 2)
                                            .implementations(on)
                                            .build()));
            all.add(
                    new LaidOutPrimitive(
                            "a deconvolution" + text,
                            (e, x, on) ->
                                    Deconvolution.forward(e)
                                            .src(of(x, images))
                                            .weights(F32, weights)
                                            .bias(F32)
                                            .dst(of(x, result))
                                            .padding(kernel / 2)
                                            .implementations(on)
                                            .build()));
        }
    }
}
