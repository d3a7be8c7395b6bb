package dev.onednn4j.lab.learning;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PoolingAlgorithm;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.learning.ConvolutionLayer.Sizes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Layers one after another. Each method that adds one returns the network, so that a network reads
/// as it is usually drawn.
///
/// Not thread safe. What it is made of belongs to its [Workbench].
final class Network {
    private final Workbench bench;
    private final RandomGenerator random;
    private final Tensor input;
    private final List<Layer> layers = new ArrayList<>();
    private Signal output;

    /// A network without layers.
    ///
    /// @param input {N, C, H, W}, nhwc; the number of pictures that are worked on at once is N
    /// @param random where weights start
    Network(Workbench bench, MemoryDescriptor input, RandomGenerator random) {
        this.bench = bench;
        this.random = random;
        this.input = bench.allocate(input);
        output = new Signal(this.input, null);
    }

    /// A convolution with a bias whose output is as large as its input.
    ///
    /// @param kernel odd
    Network convolution(int outputs, int kernel) {
        Sizes sizes = new Sizes(outputs, kernel, kernel / 2, /* biased= */ true);
        return add(ConvolutionLayer.of(bench, output, sizes).randomize(random));
    }

    /// A convolution of one channel with nothing but a kernel, which stays within its input.
    ///
    /// @param deviation how large its weights are to begin with
    Network kernel(int kernel, double deviation) {
        Sizes sizes = new Sizes(1, kernel, 0, /* biased= */ false);
        return add(ConvolutionLayer.of(bench, output, sizes).randomize(random, deviation));
    }

    /// A fully connected layer.
    Network dense(int outputs) {
        return add(DenseLayer.of(bench, output, outputs).randomize(random));
    }

    /// Cuts off what is negative.
    Network relu() {
        return add(new ReluLayer(bench, output));
    }

    /// Keeps the largest of each square of elements.
    Network maxPooling(int kernel) {
        return add(new PoolingLayer(bench, output, PoolingAlgorithm.MAX, kernel, kernel));
    }

    /// Keeps the largest element of each channel, wherever it is.
    Network globalMaxPooling() {
        MemoryDescriptor map = output.value().descriptor();
        return add(new PoolingLayer(bench, output, PoolingAlgorithm.MAX, map.dim(2), map.dim(3)));
    }

    private Network add(Layer layer) {
        layers.add(layer);
        output = layer.output();
        return this;
    }

    /// What is to be filled before [#forward()].
    Tensor input() {
        return input;
    }

    /// What comes out, and where its gradient has to be put before [#backward()].
    Signal output() {
        return output;
    }

    List<Layer> layers() {
        return List.copyOf(layers);
    }

    /// What it learns, from the first layer to the last.
    List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /// How many numbers it learns.
    long parameterCount() {
        return parameters().stream().mapToLong(Parameter::count).sum();
    }

    /// Computes the output of the input.
    void forward() {
        layers.forEach(Layer::forward);
    }

    /// Computes the gradients of all parameters from that of the output. This is the chain rule:
    /// each layer hands the gradient of its input to the layer before.
    void backward() {
        layers.reversed().forEach(Layer::backward);
    }
}
