package dev.onednn4j.lab.learning;

import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Pooling;
import dev.onednn4j.PoolingAlgorithm;
import dev.onednn4j.PoolingBackward;
import dev.onednn4j.Tensor;

import java.util.Objects;

/// Takes one value of each square of elements, the same size apart as it is wide.
final class PoolingLayer implements Layer {
    private final String description;
    private final Signal output;
    private final Execution forward;
    private final Execution backward;

    /// @param input {N, C, H, W}, with a gradient
    /// @param kernel {height, width} of what is taken together
    PoolingLayer(Workbench bench, Signal input, PoolingAlgorithm algorithm, long... kernel) {
        Pooling pooling =
                bench.keep(
                        Pooling.forward(bench.engine())
                                .training()
                                .algorithm(algorithm)
                                .src(input.value().descriptor())
                                .kernel(kernel)
                                .build());
        PoolingBackward derivative = bench.keep(pooling.backward().build());
        output = new Signal(bench.allocate(pooling.dst()), bench.allocate(derivative.diffDst()));
        // A maximum notes down where it was found: that is where its gradient goes. An average has
        // nothing to note.
        MemoryDescriptor notes = pooling.workspace();
        Tensor workspace = notes == null ? null : bench.allocate(notes);
        forward = bench.keep(pooling.bind(input.value(), output.value(), workspace));
        backward =
                bench.keep(
                        derivative.bind(
                                Objects.requireNonNull(output.gradient()),
                                Objects.requireNonNull(input.gradient()),
                                workspace));
        description =
                "%s pooling %d×%d"
                        .formatted(
                                algorithm == PoolingAlgorithm.MAX ? "max" : "average",
                                kernel[0],
                                kernel[1]);
    }

    @Override
    public Signal output() {
        return output;
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
        return description;
    }
}
