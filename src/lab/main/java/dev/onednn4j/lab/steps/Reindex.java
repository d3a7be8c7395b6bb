package dev.onednn4j.lab.steps;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Reorder;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Step 2: the same weights, counted from the pixel they belong to.
public final class Reindex implements Step {
    private static final int HEIGHT = 20;
    private static final int WIDTH = 28;

    /// How far the window reaches in which weights are compared without a copy.
    private static final int REACH = 3;

    @Override
    public String name() {
        return "reindex";
    }

    @Override
    public String title() {
        return "Counting from where we stand";
    }

    @Override
    public String purpose() {
        return "Other indices for the same weights change nothing, not even a bit.";
    }

    @Override
    public void run(Setting setting, Notebook notebook) {
        notebook.text(
                """
                A weight may as well be addressed by how far away the pixel is that it belongs to:
                k = i + a and l = j + b. V holds the numbers of W in other places, so H must come
                out the same.\
                """);
        notebook.equation("V[i,j,a,b] = W[i,j,i+a,j+b]", "V_{i,j,a,b} = W_{i,j,\\,i+a,\\,j+b}");
        notebook.equation(
                "H[i,j] = U[i,j] + Σa Σb V[i,j,a,b] X[i+a,j+b]",
                "H_{i,j} = U_{i,j} + \\sum_a \\sum_b V_{i,j,a,b}\\, X_{i+a,\\,j+b}");
        int height = setting.scaled(HEIGHT, 8);
        int width = setting.scaled(WIDTH, 8);
        // Shared, since the equation is evaluated on all cores.
        try (Arena arena = Arena.ofShared();
                DenseLayer layer = new DenseLayer(setting.engine(), height, width, arena)) {
            asAView(setting.engine(), layer, notebook, arena);
            exactly(setting, layer, notebook, arena);
            rounded(setting, layer, notebook, arena);
        }
    }

    /// Within a window that does not reach beyond the picture, V needs no memory of its own.
    private static void asAView(Engine engine, DenseLayer layer, Notebook notebook, Arena arena) {
        Tensor w = layer.weights();
        layer.setWeights(
                (i, j, k, l) -> ((i * 31 + j) * 31 + k) * 31 + l,
                Plane.of((int) w.descriptor().dim(0), (int) w.descriptor().dim(1), (_, _) -> 0));
        Tensor v = window(w);
        notebook.text(
                """
                Around pixels that are not near the border V is W itself, walked through with other
                strides: one step in i moves on by a whole row of W and by one row of pixels within
                it. Nothing is copied, there is only another descriptor.\
                """);
        notebook.shape("W", w.descriptor(), "strides " + strides(w));
        notebook.shape("V, a view of W", v.descriptor(), "strides " + strides(v));
        // Reading a view by way of a reorder, which brings it into the order of its indices.
        Tensor copy =
                Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, v.descriptor().dims()));
        Reorder.run(engine, v, copy);
        notebook.check("every V[i,j,a,b] is W[i,j,i+a,j+b]", isWindowOf(w, copy));
    }

    /// V[i,j,a,b] for a and b from -[#REACH] to [#REACH], of those pixels that are as far from the
    /// border.
    private static Tensor window(Tensor w) {
        MemoryDescriptor whole = w.descriptor();
        long[] strides = whole.strides();
        int size = 2 * REACH + 1;
        MemoryDescriptor view =
                MemoryDescriptor.of(
                                DataType.F32,
                                whole.dim(0) - 2 * REACH,
                                whole.dim(1) - 2 * REACH,
                                size,
                                size)
                        .withStrides(
                                strides[0] + strides[2],
                                strides[1] + strides[3],
                                strides[2],
                                strides[3]);
        // The first pixel is (REACH, REACH), and its window begins at (0, 0).
        long first = REACH * (strides[0] + strides[1]);
        return Tensor.of(view, w.segment().asSlice(first * Float.BYTES));
    }

    private static boolean isWindowOf(Tensor w, Tensor v) {
        MemoryDescriptor dims = v.descriptor();
        boolean same = true;
        for (int i = 0; i < dims.dim(0); i++) {
            for (int j = 0; j < dims.dim(1); j++) {
                for (int a = 0; a < dims.dim(2); a++) {
                    for (int b = 0; b < dims.dim(3); b++) {
                        same &= v.get(i, j, a, b) == w.get(i + REACH, j + REACH, i + a, j + b);
                    }
                }
            }
        }
        return same;
    }

    /// Whole numbers that are small: their sums are exact in whatever order they are added.
    private static void exactly(Setting setting, DenseLayer layer, Notebook notebook, Arena arena) {
        int height = (int) layer.dst().descriptor().dim(0);
        int width = (int) layer.dst().descriptor().dim(1);
        Plane picture = Plane.brightness(setting.picture(), height, width);
        Plane shades = Plane.of(height, width, (y, x) -> Math.floor(picture.at(y, x) / 16));
        SplittableRandom random = new SplittableRandom(3);
        layer.setWeights(
                (_, _, _, _) -> random.nextInt(-8, 9),
                Plane.of(height, width, (_, _) -> random.nextInt(-8, 9)));
        notebook.text(
                """
                At the border V lacks pixels, so here it gets a memory of its own. With 16 shades
                and whole weights sums are exact, in whatever order they are added: then H is the
                same to the last bit. With all shades the order shows.\
                """);
        try (RelativeLayer relative = new RelativeLayer(setting.engine(), layer, arena)) {
            notebook.shape("V", relative.weights().descriptor(), "0 where a pixel is missing");
            notebook.parameters("W and U", layer.parameters());
            Plane h = layer.execute(shades.toActivation(arena));
            notebook.difference(
                    "H of V against H of W, in 16 shades",
                    h.difference(relative.execute(shades)),
                    0);
            notebook.difference(
                    "H of W against the equation, in 16 shades",
                    layer.expected(shades).difference(h.values()),
                    0);
        }
    }

    /// Any numbers: sums depend on the order in which they are added.
    private static void rounded(Setting setting, DenseLayer layer, Notebook notebook, Arena arena) {
        int height = (int) layer.dst().descriptor().dim(0);
        int width = (int) layer.dst().descriptor().dim(1);
        Plane picture = Plane.brightness(setting.picture(), height, width);
        SplittableRandom random = new SplittableRandom(4);
        layer.setWeights(
                (_, _, _, _) -> random.nextDouble(-1, 1), Plane.random(height, width, random));
        try (RelativeLayer relative = new RelativeLayer(setting.engine(), layer, arena)) {
            Plane h = relative.execute(picture);
            Expected expected = layer.expected(picture);
            notebook.difference(
                    "H of V against H of W, in all shades",
                    h.difference(layer.execute(picture.toActivation(arena))),
                    2 * expected.allowed());
            notebook.difference(
                    "H of V against the equation, in all shades",
                    expected.difference(h.values()),
                    expected.allowed());
            notebook.time("one run with W", layer.time(picture.toActivation(arena)));
            notebook.time("one run with V", relative.time());
        }
    }

    private static String strides(Tensor tensor) {
        return Arrays.toString(tensor.descriptor().strides());
    }
}
