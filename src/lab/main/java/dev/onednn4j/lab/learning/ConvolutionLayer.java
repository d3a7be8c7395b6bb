package dev.onednn4j.lab.learning;

import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.FormatTag.ANY;
import static dev.onednn4j.FormatTag.NHWC;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.Convolution;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;

/// Describes the three primitives of a convolution that is trained.
///
/// All activations are `nhwc`, so nothing has to be reordered between layers; weights are in
/// whatever layout each primitive likes best.
final class ConvolutionLayer {
    private ConvolutionLayer() {}

    /// What to describe.
    ///
    /// @param outputs the number of channels that come out, O
    /// @param kernel its width and height, K
    /// @param padding how many zeros are seen beyond each side of the input, P
    /// @param biased whether each output channel has a number that is added
    record Sizes(int outputs, int kernel, int padding, boolean biased) {}

    /// Makes the layer, with weights of 0.
    ///
    /// @param input {N, I, H, W}
    /// @return a layer to {N, O, H + 2P - K + 1, W + 2P - K + 1}
    static WeightedLayer of(Workbench bench, Signal input, Sizes sizes) {
        Engine engine = bench.engine();
        MemoryDescriptor src = input.value().descriptor();
        long inputs = src.dim(1);
        int kernel = sizes.kernel();
        MemoryDescriptor weights =
                MemoryDescriptor.of(F32, sizes.outputs(), inputs, kernel, kernel).with(ANY);

        Convolution.Builder forward =
                Convolution.forward(engine)
                        .training()
                        .src(src)
                        .weights(weights)
                        .dst(F32, NHWC)
                        .padding(sizes.padding());
        Convolution.BackwardWeightsBuilder backwardWeights =
                Convolution.backwardWeights(engine)
                        .src(src)
                        .diffWeights(weights)
                        .diffDst(F32, NHWC)
                        .padding(sizes.padding());
        if (sizes.biased()) {
            forward.bias(F32);
            backwardWeights.diffBias(F32);
        }
        Convolution.BackwardDataBuilder backwardData =
                Convolution.backwardData(engine)
                        .diffSrc(src)
                        .weights(weights)
                        .diffDst(F32, NHWC)
                        .padding(sizes.padding());

        Convolution primitive = bench.keep(forward.build());
        BackwardWeights byWeights = bench.keep(backwardWeights.build());
        // A picture is not to be changed: its gradient would be computed for nothing.
        BackwardData byInput = input.gradient() == null ? null : bench.keep(backwardData.build());
        return new WeightedLayer(
                "convolution %d×%d, %d → %d".formatted(kernel, kernel, inputs, sizes.outputs()),
                bench,
                input,
                primitive,
                byWeights,
                byInput);
    }
}
