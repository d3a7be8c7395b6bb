package dev.onednn4j.bench.run;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardDataBuilder;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.BackwardWeightsBuilder;
import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Deconvolution;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.ForwardBuilder;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Primitive;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.SpatialBuilder;
import dev.onednn4j.Tensor;
import dev.onednn4j.WeightedPrimitive;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.ConvolutionProblem;
import dev.onednn4j.bench.problem.Direction;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The primitive of a case, whatever its direction. A gradient counts as the tensor that it is the
/// gradient by.
///
/// @param bias null when there is none
record CasePrimitive(
        Primitive primitive,
        MemoryDescriptor src,
        MemoryDescriptor weights,
        @Nullable MemoryDescriptor bias,
        MemoryDescriptor dst,
        Binder binder)
        implements AutoCloseable {
    /// Puts the tensors in the order that the primitive wants.
    interface Binder {
        Execution bind(
                Tensor src,
                Tensor weights,
                @Nullable Tensor bias,
                Tensor dst,
                RuntimeArguments runtime);
    }

    /// What makes the primitive of a case; only its call takes time.
    ///
    /// @return may be called again
    static Supplier<CasePrimitive> maker(Engine engine, ConvolutionCase tested) {
        return maker(engine, tested, tested.filter()::accepts);
    }

    /// The same on the first implementation that is accepted, whatever the case's own filter.
    static Supplier<CasePrimitive> maker(
            Engine engine, ConvolutionCase tested, Predicate<String> accepted) {
        return switch (tested.direction()) {
            case FWD_B, FWD_D, FWD_I -> forward(engine, tested, accepted);
            case BWD_D -> backwardData(engine, tested, accepted);
            case BWD_W, BWD_WB -> backwardWeights(engine, tested, accepted);
        };
    }

    private static Supplier<CasePrimitive> forward(
            Engine engine, ConvolutionCase tested, Predicate<String> accepted) {
        return isTransposed(tested)
                ? forward(Deconvolution.forward(engine), tested, accepted)
                : forward(Convolution.forward(engine), tested, accepted);
    }

    private static <P extends WeightedPrimitive> Supplier<CasePrimitive> forward(
            ForwardBuilder<P> builder, ConvolutionCase tested, Predicate<String> accepted) {
        describe(builder, tested, accepted)
                .src(src(tested))
                .weights(weights(tested))
                .dst(dst(tested));
        DataType biasType = tested.biasType();
        if (biasType != null) {
            builder.bias(biasType);
        }
        if (tested.direction() != Direction.FWD_I) {
            builder.training();
        }
        return () -> {
            P made = builder.build();
            return new CasePrimitive(
                    made, made.src(), made.weights(), made.bias(), made.dst(), made::bind);
        };
    }

    private static Supplier<CasePrimitive> backwardData(
            Engine engine, ConvolutionCase tested, Predicate<String> accepted) {
        BackwardDataBuilder builder =
                isTransposed(tested)
                        ? Deconvolution.backwardData(engine)
                        : Convolution.backwardData(engine);
        describe(builder, tested, accepted)
                .diffSrc(src(tested))
                .weights(weights(tested))
                .diffDst(dst(tested));
        return () -> {
            BackwardData made = builder.build();
            return new CasePrimitive(
                    made,
                    made.diffSrc(),
                    made.weights(),
                    null,
                    made.diffDst(),
                    (src, weights, bias, dst, runtime) -> made.bind(dst, weights, src));
        };
    }

    private static Supplier<CasePrimitive> backwardWeights(
            Engine engine, ConvolutionCase tested, Predicate<String> accepted) {
        BackwardWeightsBuilder builder =
                isTransposed(tested)
                        ? Deconvolution.backwardWeights(engine)
                        : Convolution.backwardWeights(engine);
        describe(builder, tested, accepted)
                .src(src(tested))
                .diffWeights(weights(tested))
                .diffDst(dst(tested));
        DataType biasType = tested.biasType();
        if (biasType != null) {
            builder.diffBias(biasType);
        }
        return () -> {
            BackwardWeights made = builder.build();
            return new CasePrimitive(
                    made,
                    made.src(),
                    made.diffWeights(),
                    made.diffBias(),
                    made.diffDst(),
                    (src, weights, bias, dst, runtime) -> made.bind(src, dst, weights, bias));
        };
    }

    private static <B extends SpatialBuilder<B>> B describe(
            B builder, ConvolutionCase tested, Predicate<String> accepted) {
        ConvolutionProblem problem = tested.effectiveProblem();
        return builder.attributes(tested.attributes().toAttributes(tested))
                .implementations(accepted)
                .algorithm(tested.algorithm())
                .strides(problem.strides())
                .dilation(Arrays.stream(problem.dilations()).map(gap -> gap + 1).toArray())
                .padding(problem.paddingLeft(), problem.paddingRight());
    }

    private static boolean isTransposed(ConvolutionCase tested) {
        return tested.problem().driver().isTransposed();
    }

    private static MemoryDescriptor src(ConvolutionCase tested) {
        return tested.layouts()
                .describeSrc(tested.types().src(), tested.effectiveProblem().srcDims());
    }

    private static MemoryDescriptor weights(ConvolutionCase tested) {
        return tested.layouts()
                .describeWeights(tested.types().weights(), tested.effectiveProblem().weightsDims());
    }

    private static MemoryDescriptor dst(ConvolutionCase tested) {
        return tested.layouts()
                .describeDst(tested.types().dst(), tested.effectiveProblem().dstDims());
    }

    Execution bind(
            Tensor src,
            Tensor weights,
            @Nullable Tensor bias,
            Tensor dst,
            RuntimeArguments runtime) {
        return binder.bind(src, weights, bias, dst, runtime);
    }

    String implementation() {
        return primitive.implementation();
    }

    @Override
    public void close() {
        primitive.close();
    }
}
