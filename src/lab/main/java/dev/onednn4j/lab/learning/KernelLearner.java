package dev.onednn4j.lab.learning;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;

import java.util.List;
import java.util.random.RandomGenerator;

/// Two kernels of 3×3 pixels one after another, which learn to do to a picture what one of 5×5 has
/// done to it.
///
/// Not thread safe.
final class KernelLearner {
    private static final int SIZE = 3;

    /// Small, so that little has to be unlearned; not 0, where neither kernel would let anything
    /// through for the other to learn from.
    private static final double DEVIATION = 0.1;

    private final Network network;
    private final MeanSquaredError loss;
    private final Adam optimizer;

    /// @param input what both have seen
    /// @param target what the other made of it
    /// @param random where the kernels start
    KernelLearner(Workbench bench, ExactPlane input, ExactPlane target, RandomGenerator random) {
        MemoryDescriptor src =
                MemoryDescriptor.of(DataType.F32, 1, 1, input.height(), input.width())
                        .with(FormatTag.NHWC);
        network = new Network(bench, src, random).kernel(SIZE, DEVIATION).kernel(SIZE, DEVIATION);
        network.input().copyFrom(input.toFloats());
        loss = new MeanSquaredError(network.output(), target.toFloats());
        optimizer = new Adam(network.parameters());
    }

    Network network() {
        return network;
    }

    /// Computes the loss and the gradients of both kernels.
    ///
    /// @return the loss
    double differentiate() {
        network.forward();
        double now = loss.forward();
        loss.backward();
        network.backward();
        return now;
    }

    /// One step of training.
    ///
    /// @return the loss before
    double train(double rate) {
        double before = differentiate();
        optimizer.step(rate);
        return before;
    }

    /// Both kernels as they are now.
    List<Kernel> kernels() {
        return network.parameters().stream().map(p -> Kernel.of(p.value())).toList();
    }

    /// What a change of each element does to the loss, as of the last [#differentiate()].
    List<Kernel> gradients() {
        return network.parameters().stream().map(p -> Kernel.of(p.gradient())).toList();
    }

    /// The kernel that both are together.
    Kernel composed() {
        return kernels().getFirst().then(kernels().getLast());
    }
}
