package dev.onednn4j.lab.steps;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What it is worth to leave the layout of weights to oneDNN.
final class Packing {
    private static final int HEIGHT = 150;
    private static final int WIDTH = 225;
    private static final long CHANNELS = 64;
    private static final int SIDE = 56;

    private Packing() {}

    /// Times the layer of a step, on a small picture, and one as there are deep inside of networks,
    /// with weights as they are written and as oneDNN wants them.
    ///
    /// @param weights those of the step
    static void compare(Setting setting, MemoryDescriptor weights, Notebook notebook) {
        int height = setting.scaled(HEIGHT, 10);
        int width = setting.scaled(WIDTH, 15);
        int side = setting.scaled(SIDE, 14);
        List<List<String>> rows = new ArrayList<>();
        addRows(
                setting.engine(),
                MemoryDescriptor.of(DataType.F32, 1, weights.dim(1), height, width),
                weights,
                rows);
        addRows(
                setting.engine(),
                MemoryDescriptor.of(DataType.F32, 1, CHANNELS, side, side),
                MemoryDescriptor.of(DataType.F32, CHANNELS, CHANNELS, 3, 3),
                rows);
        notebook.table(
                "What packing is worth",
                List.of("layer", "V", "implementation", "time of a run"),
                rows);
        notebook.text(
                """
                A layout without a fast implementation falls to the reference one, `ref`, which is
                many times slower. Which layouts have one depends on the machine; packed weights are
                in the one that oneDNN asked for on this one.\
                """);
    }

    private static void addRows(
            Engine engine,
            MemoryDescriptor src,
            MemoryDescriptor weights,
            List<List<String>> rows) {
        for (FormatTag tag : List.of(FormatTag.OIHW, FormatTag.HWIO, FormatTag.ANY)) {
            rows.add(row(engine, src.with(FormatTag.NHWC), weights.with(tag)));
        }
    }

    private static List<String> row(Engine engine, MemoryDescriptor src, MemoryDescriptor weights) {
        try (Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(src)
                                .weights(weights)
                                .dst(DataType.F32, FormatTag.NHWC)
                                .padding(weights.dim(2) / 2, weights.dim(3) / 2)
                                .build()) {
            // What is in the tensors does not matter to the time.
            Tensor x = Tensor.allocate(arena, convolution.src());
            Tensor v = Tensor.allocate(arena, convolution.weights());
            Tensor h = Tensor.allocate(arena, convolution.dst());
            double seconds = Stopwatch.median(() -> convolution.execute(x, v, h));
            return List.of(
                    "%d x %d, %d to %d channels, %d x %d"
                            .formatted(
                                    weights.dim(2),
                                    weights.dim(3),
                                    weights.dim(1),
                                    weights.dim(0),
                                    src.dim(2),
                                    src.dim(3)),
                    layout(weights),
                    convolution.implementation(),
                    String.format(Locale.ROOT, "%.2f ms", seconds * 1e3));
        }
    }

    /// As people call it.
    private static String layout(MemoryDescriptor weights) {
        if (weights.isAny()) {
            return "packed";
        }
        return weights.strides()[3] == 1 ? "oihw" : "hwio";
    }
}
