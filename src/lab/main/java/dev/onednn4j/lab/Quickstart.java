package dev.onednn4j.lab;

import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.FormatTag.NHWC;

import dev.onednn4j.Convolution;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PostOps;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// A layer of a network, from memory to a result: the program in the README.
public final class Quickstart {
    private Quickstart() {}

    /// Averages a white image over 5×5 pixels and three channels, and prints one row of the result.
    public static void main(String[] arguments) {
        System.out.println(Arrays.toString(centreRow()));
    }

    /// The fifth row of the second channel.
    static float[] centreRow() {
        float[] white = new float[8 * 8 * 3];
        Arrays.fill(white, 1);
        float[] kernel = new float[16 * 3 * 5 * 5];
        Arrays.fill(kernel, 1f / 75);
        float[] result;
        // readme
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Convolution conv =
                        Convolution.forward(engine)
                                .src(MemoryDescriptor.of(F32, 1, 3, 8, 8).with(NHWC))
                                .weights(F32, 16, 3, 5, 5) // oneDNN chooses their layout
                                .dst(F32, NHWC) // the shape follows from the rest
                                .padding(2)
                                .postOps(PostOps.relu())
                                .build()) {
            MemorySegment pixels = arena.allocateFrom(ValueLayout.JAVA_FLOAT, white);
            Tensor src = Tensor.of(conv.src(), pixels); // your memory, no copy
            Tensor oihw = Tensor.allocate(arena, MemoryDescriptor.of(F32, 16, 3, 5, 5));
            Tensor weights = conv.pack(oihw.copyFrom(kernel), arena); // once, not at every call
            Tensor dst = Tensor.allocate(arena, conv.dst());

            conv.execute(src, weights, dst);
            result = dst.toArray();
        }
        // end
        int row = (1 * 8 + 4) * 8;
        return Arrays.copyOfRange(result, row, row + 8);
    }
}
