package dev.onednn4j.bench.run;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.Convolution;
import dev.onednn4j.ConvolutionBuilder;
import dev.onednn4j.DataType;
import dev.onednn4j.Deconvolution;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.ForwardBuilder;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Primitive;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;
import dev.onednn4j.WeightedPrimitive;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.ConvolutionCase;

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
    static Supplier<CasePrimitive> maker(Engine engine, ConvolutionCase benchCase) {
        return maker(engine, benchCase, benchCase.filter()::accepts);
    }

    /// The same on the first implementation that is accepted, whatever the case's own filter.
    static Supplier<CasePrimitive> maker(
            Engine engine, ConvolutionCase benchCase, Predicate<String> accepted) {
        return switch (benchCase.direction()) {
            case FWD_B, FWD_D, FWD_I -> forward(engine, benchCase, accepted);
            case BWD_D -> backwardData(engine, benchCase, accepted);
            case BWD_W, BWD_WB -> backwardWeights(engine, benchCase, accepted);
        };
    }

    private static Supplier<CasePrimitive> forward(
            Engine engine, ConvolutionCase benchCase, Predicate<String> accepted) {
        return isTransposed(benchCase)
                ? forward(Deconvolution.forward(engine), benchCase, accepted)
                : forward(Convolution.forward(engine), benchCase, accepted);
    }

    private static <B extends ForwardBuilder<B>> Supplier<CasePrimitive> forward(
            B builder, ConvolutionCase benchCase, Predicate<String> accepted) {
        describe(builder, benchCase, accepted)
                .src(src(benchCase))
                .weights(weights(benchCase))
                .dst(dst(benchCase));
        DataType biasType = benchCase.biasType();
        if (biasType != null) {
            builder.bias(biasType);
        }
        if (benchCase.direction() != CaseDirection.FWD_I) {
            builder.training();
        }
        return () -> {
            WeightedPrimitive made = builder.build();
            return new CasePrimitive(
                    made, made.src(), made.weights(), made.bias(), made.dst(), made::bind);
        };
    }

    private static Supplier<CasePrimitive> backwardData(
            Engine engine, ConvolutionCase benchCase, Predicate<String> accepted) {
        Convolution.BackwardDataBuilder builder =
                isTransposed(benchCase)
                        ? Deconvolution.backwardData(engine)
                        : Convolution.backwardData(engine);
        describe(builder, benchCase, accepted)
                .diffSrc(src(benchCase))
                .weights(weights(benchCase))
                .diffDst(dst(benchCase));
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
            Engine engine, ConvolutionCase benchCase, Predicate<String> accepted) {
        Convolution.BackwardWeightsBuilder builder =
                isTransposed(benchCase)
                        ? Deconvolution.backwardWeights(engine)
                        : Convolution.backwardWeights(engine);
        describe(builder, benchCase, accepted)
                .src(src(benchCase))
                .diffWeights(weights(benchCase))
                .diffDst(dst(benchCase));
        DataType biasType = benchCase.biasType();
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

    private static <B extends ConvolutionBuilder<B>> B describe(
            B builder, ConvolutionCase benchCase, Predicate<String> accepted) {
        BenchdnnProblem problem = benchCase.effectiveProblem();
        return builder.attributes(benchCase.attributes().toAttributes(benchCase))
                .implementations(accepted)
                .algorithm(benchCase.algorithm())
                .strides(problem.strides())
                .dilation(Arrays.stream(problem.dilations()).map(gap -> gap + 1).toArray())
                .padding(problem.paddingLeft(), problem.paddingRight());
    }

    private static boolean isTransposed(ConvolutionCase benchCase) {
        return benchCase.problem().driver().isTransposed();
    }

    private static MemoryDescriptor src(ConvolutionCase benchCase) {
        return benchCase
                .layouts()
                .describeSrc(benchCase.types().src(), benchCase.effectiveProblem().srcDims());
    }

    private static MemoryDescriptor weights(ConvolutionCase benchCase) {
        return benchCase
                .layouts()
                .describeWeights(
                        benchCase.types().weights(), benchCase.effectiveProblem().weightsDims());
    }

    private static MemoryDescriptor dst(ConvolutionCase benchCase) {
        return benchCase
                .layouts()
                .describeDst(benchCase.types().dst(), benchCase.effectiveProblem().dstDims());
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
