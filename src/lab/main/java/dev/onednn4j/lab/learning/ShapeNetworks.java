package dev.onednn4j.lab.learning;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;

import java.util.SplittableRandom;

/// Two networks for the same pictures, with about as many parameters.
///
/// @param convolutional kernels, poolings, and only then one number for each shape
/// @param dense fully connected: each pixel has weights of its own
record ShapeNetworks(Classifier convolutional, Classifier dense) {
    /// How many pictures are worked on at once.
    static final int BATCH = 64;

    private static final long SEED = 1;

    /// Both with random weights.
    static ShapeNetworks untrained(Workbench bench) {
        MemoryDescriptor pictures =
                MemoryDescriptor.of(DataType.F32, BATCH, 1, ShapePictures.SIZE, ShapePictures.SIZE)
                        .with(FormatTag.NHWC);
        int shapes = Shape.ALL.size();
        // Small kernels see edges and corners; pooled, the next ones see how these lie together.
        // The last pooling forgets where that was.
        Network convolutional =
                new Network(bench, pictures, new SplittableRandom(SEED))
                        .convolution(8, 5)
                        .relu()
                        .maxPooling(2)
                        .convolution(16, 5)
                        .relu()
                        .maxPooling(2)
                        .convolution(32, 3)
                        .relu()
                        .globalMaxPooling()
                        .dense(shapes);
        Network dense =
                new Network(bench, pictures, new SplittableRandom(SEED))
                        .dense(6)
                        .relu()
                        .dense(shapes);
        return new ShapeNetworks(
                new Classifier(bench, convolutional), new Classifier(bench, dense));
    }
}
