package dev.onednn4j.lab.learning;

import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.FormatTag.ANY;
import static dev.onednn4j.FormatTag.NC;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.Engine;
import dev.onednn4j.InnerProduct;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

/// Describes the three primitives of a fully connected layer that is trained.
final class DenseLayer {
    private DenseLayer() {}

    /// Makes the layer, with weights of 0.
    ///
    /// @param input {N, C}, or {N, C, H, W}, of which each element has a weight of its own
    /// @param outputs how many numbers come out, O
    /// @return a layer to {N, O}
    static WeightedLayer of(Workbench bench, Signal input, int outputs) {
        Engine engine = bench.engine();
        MemoryDescriptor src = input.value().descriptor();
        long[] dims = src.dims();
        dims[0] = outputs;
        MemoryDescriptor weights = MemoryDescriptor.of(F32, dims).with(ANY);

        InnerProduct primitive =
                bench.keep(
                        InnerProduct.forward(engine)
                                .training()
                                .src(src)
                                .weights(weights)
                                .bias(F32)
                                .dst(F32, NC)
                                .build());
        BackwardWeights byWeights =
                bench.keep(
                        InnerProduct.backwardWeights(engine)
                                .src(src)
                                .diffWeights(weights)
                                .diffBias(F32)
                                .diffDst(F32, NC)
                                .build());
        Tensor diffSrc = input.gradient();
        BackwardData byInput =
                diffSrc == null
                        ? null
                        : bench.keep(
                                InnerProduct.backwardData(engine)
                                        .diffSrc(diffSrc.descriptor())
                                        .weights(weights)
                                        .diffDst(F32, NC)
                                        .build());
        return new WeightedLayer(
                "inner product, %d → %d".formatted(src.elements() / src.dim(0), outputs),
                bench,
                input,
                primitive,
                byWeights,
                byInput);
    }
}
