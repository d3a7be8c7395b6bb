package dev.onednn4j.fuzz.make;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.Convolution;
import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.ConvolutionBuilder;
import dev.onednn4j.Deconvolution;
import dev.onednn4j.ForwardBuilder;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.SlidingSizes;
import dev.onednn4j.fuzz.problem.WindowAxis;

import java.util.Locale;

/// Makes convolutions and deconvolutions.
record ConvolutionMaker(Maker maker) {
    private FuzzProblem problem() {
        return maker.problem();
    }

    private SlidingSizes sizes() {
        return (SlidingSizes) problem().sizes();
    }

    Made make() {
        boolean transposed = sizes().transposed();
        return switch (problem().pass()) {
            case INFERENCE, TRAINING ->
                    transposed
                            ? forward(Deconvolution.forward(maker.engine()))
                            : forward(Convolution.forward(maker.engine()));
            case BACKWARD_DATA ->
                    backwardData(
                            transposed
                                    ? Deconvolution.backwardData(maker.engine())
                                    : Convolution.backwardData(maker.engine()));
            case BACKWARD_WEIGHTS ->
                    backwardWeights(
                            transposed
                                    ? Deconvolution.backwardWeights(maker.engine())
                                    : Convolution.backwardWeights(maker.engine()));
        };
    }

    private <B extends ConvolutionBuilder<B>> B describe(B builder) {
        String algorithm = problem().options().getOrDefault("alg", "direct");
        return builder.strides(axes(WindowAxis::stride))
                .dilation(axes(WindowAxis::dilation))
                .padding(axes(WindowAxis::left), axes(WindowAxis::right))
                .algorithm(ConvolutionAlgorithm.valueOf(algorithm.toUpperCase(Locale.ROOT)))
                .attributes(maker.attributes())
                .implementations(maker.accepted());
    }

    private long[] axes(java.util.function.ToLongFunction<WindowAxis> value) {
        return sizes().axes().stream().mapToLong(value).toArray();
    }

    private <B extends ForwardBuilder<B>> Made forward(B builder) {
        builder.src(maker.tensor("src")).weights(maker.tensor("weights")).dst(maker.tensor("dst"));
        if (problem().has("bias")) {
            builder.bias(maker.tensor("bias"));
        }
        if (problem().pass() == Pass.TRAINING) {
            builder.training();
        }
        return WeightedTensors.of(describe(builder).build());
    }

    private Made backwardData(Convolution.BackwardDataBuilder builder) {
        BackwardData primitive =
                describe(builder)
                        .diffSrc(maker.tensor("src"))
                        .weights(maker.tensor("weights"))
                        .diffDst(maker.tensor("dst"))
                        .build();
        return WeightedTensors.of(primitive);
    }

    private Made backwardWeights(Convolution.BackwardWeightsBuilder builder) {
        describe(builder)
                .src(maker.tensor("src"))
                .diffWeights(maker.tensor("weights"))
                .diffDst(maker.tensor("dst"));
        if (problem().has("bias")) {
            builder.diffBias(maker.tensor("bias"));
        }
        BackwardWeights primitive = builder.build();
        return WeightedTensors.of(primitive);
    }
}
