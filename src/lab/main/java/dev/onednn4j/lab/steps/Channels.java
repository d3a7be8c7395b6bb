package dev.onednn4j.lab.steps;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.Rows;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

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
        notebook.shape("V", v.descriptor(), "in memory as V[a,b,c,d]: the tag `hwio`");
        notebook.parameters("V", written.elements());
        try (Convolution packed =
                Convolution.forward(setting.engine())
                        .src(x.descriptor())
                        .weights(written.with(FormatTag.ANY))
                        .dst(DataType.F32, FormatTag.NHWC)
                        .padding(FeatureBank.SIZE / 2)
                        .build()) {
            notebook.check(
                    "the picture is read where it lies", packed.src().equals(x.descriptor()));
            notebook.text(
                    """
                    For the weights oneDNN has a layout of its own. It is left open when the
                    convolution is described, and `pack` brings V into it, once.\
                    """);
            Tensor weights = packed.pack(v, arena);
            notebook.shape("V, packed", weights.descriptor(), "what oneDNN asks for");
            Tensor h = Tensor.allocate(arena, packed.dst());
            packed.execute(x, weights, h);
            notebook.shape("H", h.descriptor(), "eight features of each pixel side by side");
            check("H against the equation", x, v, h, notebook);

            notebook.time("one run", Stopwatch.median(() -> packed.execute(x, weights, h)));
            notebook.time("packing, once", Stopwatch.median(() -> packed.pack(v, arena)));
            Packing.compare(setting, written, notebook);
            show(h, picture, notebook);
        }
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
