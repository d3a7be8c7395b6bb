package dev.onednn4j.examples.steps;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.ForwardBuilder;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.examples.notebook.Framed;
import dev.onednn4j.examples.notebook.Notebook;
import dev.onednn4j.examples.notebook.Setting;
import dev.onednn4j.examples.notebook.Step;
import dev.onednn4j.examples.picture.Picture;
import dev.onednn4j.examples.picture.Rows;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Step 6: pictures with colours, and layers with many results for each pixel.
public final class Channels implements Step {
    /// The most pixels whose results are compared with the equation.
    private static final int MOST_CHECKED = 200_000;

    @Override
    public String name() {
        return "channels";
    }

    @Override
    public String title() {
        return "Channels";
    }

    @Override
    public String purpose() {
        return "Colours go in, feature maps come out, all from one kernel of four indices.";
    }

    @Override
    public void run(Setting setting, Notebook notebook) {
        notebook.text(
                """
                A pixel has three colours, and one feature is not enough: so X gets a third index
                and H too. Again there are four indices on the weights, but they are few now.\
                """);
        notebook.equation(
                "H[i,j,d] = Σa Σb Σc V[a,b,c,d] X[i+a,j+b,c]",
                "H_{i,j,d} = \\sum_{a=-\\Delta}^{\\Delta} \\sum_{b=-\\Delta}^{\\Delta} \\sum_c"
                        + " V_{a,b,c,d}\\, X_{i+a,\\,j+b,\\,c}");
        try (Arena arena = Arena.ofShared()) {
            layer(setting, arena, notebook);
        }
    }

    private static void layer(Setting setting, Arena arena, Notebook notebook) {
        Picture picture = setting.picture();
        Tensor x = picture.pixels();
        // In memory this is a, b, c, d, as the equation has it; oneDNN's order of dimensions is
        // always {O, I, H, W}, and the tag says how they lie: hwio.
        MemoryDescriptor written =
                MemoryDescriptor.of(
                                DataType.F32,
                                FeatureBank.COUNT,
                                Picture.CHANNELS,
                                FeatureBank.SIZE,
                                FeatureBank.SIZE)
                        .with(FormatTag.HWIO);
        Tensor v = Tensor.allocate(arena, written);
        FeatureBank.copyTo(v.segment());
        notebook.shape("X", x.descriptor(), "H × W × 3 in memory, as the file was decoded");
        notebook.shape("V", v.descriptor(), "a, b, c, d in memory: the tag `hwio`");
        notebook.parameters("V", written.elements());
        try (Convolution packed = describe(setting, x, written.with(FormatTag.ANY)).build();
                Convolution plain = describe(setting, x, written).build()) {
            notebook.check(
                    "the picture is read where it lies", packed.src().equals(x.descriptor()));
            notebook.text(
                    """
                    The weights are another matter. oneDNN has no fast kernel for `hwio`, so they
                    are brought into the layout it prefers, once: `Convolution.pack`.\
                    """);
            Tensor weights = packed.pack(v, arena);
            notebook.shape("V, packed", weights.descriptor(), "what oneDNN asks for");
            Tensor h = Tensor.allocate(arena, packed.dst());
            packed.execute(x, weights, h);
            notebook.shape("H", h.descriptor(), "eight features of each pixel side by side");
            check("H against the equation", x, v, h, notebook);

            double fast = Stopwatch.median(() -> packed.execute(x, weights, h));
            double packing = Stopwatch.median(() -> packed.pack(v, arena));
            Tensor other = Tensor.allocate(arena, plain.dst());
            double slow = Stopwatch.median(() -> plain.execute(x, v, other));
            check("the same with V as it is", x, v, other, notebook);
            notebook.time("one run", fast);
            notebook.table(
                    "What packing is good for",
                    List.of("V", "implementation", "time of a run"),
                    List.of(
                            List.of("packed", packed.implementation(), milliseconds(fast)),
                            List.of("hwio", plain.implementation(), milliseconds(slow))));
            notebook.time("packing, once", packing);
            show(h, picture, notebook);
        }
    }

    private static ForwardBuilder<Convolution> describe(
            Setting setting, Tensor x, MemoryDescriptor weights) {
        return Convolution.forward(setting.engine())
                .src(x.descriptor())
                .weights(weights)
                .dst(DataType.F32, FormatTag.NHWC)
                .padding(FeatureBank.SIZE / 2);
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f ms", seconds * 1e3);
    }

    /// Compares rows spread over the picture, or all of a small one.
    private static void check(String what, Tensor x, Tensor v, Tensor h, Notebook notebook) {
        int height = (int) x.descriptor().dim(2);
        int width = (int) x.descriptor().dim(3);
        int step = Math.max(1, (int) ((long) height * width / MOST_CHECKED));
        double worst = 0;
        double allowed = 0;
        float[] row = new float[width * FeatureBank.COUNT];
        for (int y = 0; y < height; y += step) {
            new Rows(h).get(y, row);
            Expected expected = FeatureBank.expectedRow(x, v, y);
            worst = Math.max(worst, expected.difference(row));
            allowed = Math.max(allowed, expected.allowed());
        }
        notebook.difference(what, worst, allowed);
    }

    private static void show(Tensor h, Picture picture, Notebook notebook) {
        List<Framed> maps = new ArrayList<>();
        for (int d = 0; d < FeatureBank.COUNT; d++) {
            maps.add(
                    new Framed(
                            FeatureBank.names().get(d),
                            Drawing.grey(FeatureBank.map(h, d, picture))));
        }
        notebook.pictures("Feature maps H[·,·,d]", maps);
    }
}
