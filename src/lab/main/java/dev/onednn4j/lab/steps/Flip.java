package dev.onednn4j.lab.steps;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Deconvolution;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;

/// Two ways to the convolution of mathematics, `(f * g)(i) = Σ f(a) g(i − a)`, of which all values
/// are computed that are not 0 for sure: as many as f and g have together, less one, along each
/// axis.
///
/// Signals are matrices of one row; so one program does 1-D and 2-D.
final class Flip {
    private Flip() {}

    /// oneDNN's convolution is the cross-correlation `Σ f(a) g(i + a)`. With f flipped it is the
    /// convolution; padding on all sides lets f reach over the border of g.
    static Plane byHand(Engine engine, Plane f, Plane g) {
        Plane flipped = f.flipped();
        MemoryDescriptor kernel = kernel(f);
        try (Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(signal(g))
                                .weights(kernel.with(FormatTag.ANY))
                                .dst(DataType.F32, FormatTag.NCHW)
                                .padding(f.height() - 1, f.width() - 1)
                                .build()) {
            Tensor weights = Tensor.allocate(arena, kernel).copyFrom(flipped.values());
            Tensor dst = Tensor.allocate(arena, convolution.dst());
            convolution.execute(g.toActivation(arena), convolution.pack(weights, arena), dst);
            return plane(dst);
        }
    }

    /// oneDNN's deconvolution is the transpose of its convolution: where that one gathers, this one
    /// scatters. Each g(j) is added to the results at j + a, weighted with f(a): and the result at
    /// i = j + a is the sum of f(a) g(i − a). Nothing is flipped.
    static Plane byDeconvolution(Engine engine, Plane f, Plane g) {
        MemoryDescriptor kernel = kernel(f);
        try (Arena arena = Arena.ofConfined();
                Deconvolution convolution =
                        Deconvolution.forward(engine)
                                .src(signal(g))
                                .weights(kernel.with(FormatTag.ANY))
                                .dst(DataType.F32, FormatTag.NCHW)
                                .build()) {
            Tensor weights = Tensor.allocate(arena, kernel).copyFrom(f.values());
            Tensor dst = Tensor.allocate(arena, convolution.dst());
            convolution.execute(g.toActivation(arena), convolution.pack(weights, arena), dst);
            return plane(dst);
        }
    }

    /// The convolution by its definition.
    static Expected expected(Plane f, Plane g) {
        int height = f.height() + g.height() - 1;
        int width = f.width() + g.width() - 1;
        return Expected.of(
                height * width,
                index ->
                        sum -> {
                            for (int a = 0; a < f.height(); a++) {
                                for (int b = 0; b < f.width(); b++) {
                                    sum.add(
                                            (double) f.at(a, b)
                                                    * g.at(index / width - a, index % width - b));
                                }
                            }
                        });
    }

    private static MemoryDescriptor signal(Plane g) {
        return MemoryDescriptor.of(DataType.F32, 1, 1, g.height(), g.width());
    }

    /// One output channel of one input channel.
    private static MemoryDescriptor kernel(Plane f) {
        return MemoryDescriptor.of(DataType.F32, 1, 1, f.height(), f.width());
    }

    private static Plane plane(Tensor dst) {
        return Plane.of(dst, (int) dst.descriptor().dim(2), (int) dst.descriptor().dim(3));
    }
}
