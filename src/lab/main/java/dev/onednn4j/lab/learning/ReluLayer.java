package dev.onednn4j.lab.learning;

import static dev.onednn4j.EltwiseAlgorithm.RELU_USE_DST_FOR_BWD;

import dev.onednn4j.Eltwise;
import dev.onednn4j.EltwiseBackward;
import dev.onednn4j.Execution;
import dev.onednn4j.Tensor;

import java.util.Objects;

/// Cuts off what is negative, in place: what comes out overwrites what goes in, and so do their
/// gradients. That needs a derivative that is computed from the result, since the input is gone by
/// then, and a layer before that does not need its own result any more: a convolution or an inner
/// product does not.
final class ReluLayer implements Layer {
    private final Signal signal;
    private final Execution forward;
    private final Execution backward;

    /// @param input has a gradient
    ReluLayer(Workbench bench, Signal input) {
        signal = input;
        Tensor value = input.value();
        Tensor gradient = Objects.requireNonNull(input.gradient());
        Eltwise relu =
                bench.keep(
                        Eltwise.forward(bench.engine())
                                .training()
                                .algorithm(RELU_USE_DST_FOR_BWD)
                                .src(value.descriptor())
                                .build());
        EltwiseBackward derivative = bench.keep(relu.backward().build());
        forward = bench.keep(relu.bind(value, value));
        backward = bench.keep(derivative.bind(value, gradient, gradient));
    }

    @Override
    public Signal output() {
        return signal;
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void backward() {
        backward.run();
    }

    @Override
    public String description() {
        return "ReLU";
    }
}
