package dev.onednn4j.lab.learning;

import static dev.onednn4j.DataType.F32;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.WeightedPrimitive;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// A layer with weights: three primitives, bound to its tensors. It is the same for convolutions
/// and inner products, which differ in how these primitives are described.
///
/// ```text
/// forward            src, weights, bias → dst
/// backward weights   src, diff_dst      → diff_weights, diff_bias
/// backward data      diff_dst, weights  → diff_src
/// ```
final class WeightedLayer implements Layer {
    private final String description;
    private final Signal output;
    private final List<Parameter> parameters;
    private final Packing weightsForward;
    private final Execution forward;
    private final Packing gradient;
    private final Execution byWeights;
    private final @Nullable BackToInput backToInput;

    /// The way back to the layer before, with weights in a layout of its own.
    private record BackToInput(Packing weights, Execution byInput) {
        void run() {
            weights.run();
            byInput.run();
        }
    }

    /// @param backwardData null where the input has no gradient
    WeightedLayer(
            String description,
            Workbench bench,
            Signal input,
            WeightedPrimitive primitive,
            BackwardWeights backwardWeights,
            @Nullable BackwardData backwardData) {
        this.description = description;
        Tensor dst = bench.allocate(primitive.dst());
        Tensor diffDst = bench.allocate(primitive.dst());
        output = new Signal(dst, diffDst);

        Parameter weights = parameter(bench, primitive.weights().dims());
        Parameter bias =
                primitive.bias() == null ? null : parameter(bench, primitive.bias().dims());
        parameters = bias == null ? List.of(weights) : List.of(weights, bias);

        weightsForward = Packing.toPrimitive(bench, weights.value(), primitive.weights());
        forward =
                bench.keep(
                        primitive.bind(
                                input.value(),
                                weightsForward.dst(),
                                bias == null ? null : bias.value(),
                                dst));
        gradient = Packing.fromPrimitive(bench, backwardWeights.diffWeights(), weights.gradient());
        byWeights =
                bench.keep(
                        backwardWeights.bind(
                                input.value(),
                                diffDst,
                                gradient.src(),
                                bias == null ? null : bias.gradient()));
        backToInput =
                backwardData == null ? null : backToInput(bench, backwardData, weights, input);
    }

    private BackToInput backToInput(
            Workbench bench, BackwardData primitive, Parameter weights, Signal input) {
        Packing packing = Packing.toPrimitive(bench, weights.value(), primitive.weights());
        return new BackToInput(
                packing,
                bench.keep(
                        primitive.bind(
                                Objects.requireNonNull(output.gradient()),
                                packing.dst(),
                                Objects.requireNonNull(input.gradient()))));
    }

    private static Parameter parameter(Workbench bench, long... dims) {
        MemoryDescriptor plain = MemoryDescriptor.of(F32, dims);
        return new Parameter(bench.allocate(plain), bench.allocate(plain));
    }

    /// Gives the weights random values to start from. Biases start at 0.
    ///
    /// @param deviation the standard deviation of the weights
    WeightedLayer randomize(RandomGenerator random, double deviation) {
        Tensor weights = parameters.getFirst().value();
        float[] values = new float[Math.toIntExact(weights.descriptor().elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian(0, deviation);
        }
        weights.copyFrom(values);
        return this;
    }

    /// Starts with random weights of such a size that what comes out is about as large as what goes
    /// in: He and others, "Delving deep into rectifiers".
    WeightedLayer randomize(RandomGenerator random) {
        MemoryDescriptor weights = parameters.getFirst().value().descriptor();
        double inputs = (double) weights.elements() / weights.dim(0);
        return randomize(random, Math.sqrt(2 / inputs));
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward() {
        // Packed at every call, since each step of training changes them.
        weightsForward.run();
        forward.run();
    }

    @Override
    public void backward() {
        byWeights.run();
        gradient.run();
        if (backToInput != null) {
            backToInput.run();
        }
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public String description() {
        return description;
    }
}
