package dev.onednn4j.lab.steps;

import dev.onednn4j.Engine;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;

/// Step 1: a fully connected layer from a picture to a picture, whose weights have four indices.
public final class Mlp implements Step {
    private static final int HEIGHT = 40;
    private static final int WIDTH = 60;

    @Override
    public String name() {
        return "mlp";
    }

    @Override
    public String title() {
        return "A fully connected layer on a picture";
    }

    @Override
    public String purpose() {
        return "Every pixel of the result sees every pixel of the picture, at a price.";
    }

    @Override
    public void run(Setting setting, Notebook notebook) {
        notebook.text(
                """
                The hidden layer H of this network is a picture, just like its input X. Each pixel
                of H has a weight for each pixel of X, so the weights W have four indices: two say
                where the result is, two where it comes from.\
                """);
        notebook.text(
                """
                A tensor is written with its type, its sizes and its layout: `abcd` lies in memory
                as a C array does, the letters of other layouts tell which dimension is outermost.
                What is computed is compared with the equation, evaluated in double precision. How
                far apart the two may be follows from how often f32 is rounded; sums of small whole
                numbers are exact.\
                """);
        notebook.equation(
                "H[i,j] = U[i,j] + Σk Σl W[i,j,k,l] X[k,l]",
                "H_{i,j} = U_{i,j} + \\sum_k \\sum_l W_{i,j,k,l}\\, X_{k,l}");
        Plane picture =
                Plane.brightness(
                        setting.picture(), setting.scaled(HEIGHT, 8), setting.scaled(WIDTH, 12));
        anythingGoes(setting.engine(), picture, notebook);
        OneMegapixel.run(setting, notebook);
    }

    /// Two sets of weights in the same layer: one made on purpose, one at random.
    private static void anythingGoes(Engine engine, Plane picture, Notebook notebook) {
        int height = picture.height();
        int width = picture.width();
        // Shared, since the equation is evaluated on all cores.
        try (Arena arena = Arena.ofShared();
                DenseLayer layer = new DenseLayer(engine, height, width, arena)) {
            Tensor x = picture.toActivation(arena);
            notebook.shape("X", x.descriptor(), "the picture, in shades of grey");
            notebook.shape("W", layer.weights().descriptor(), "as the equation has it");
            notebook.shape(
                    "W, as the layer reads it",
                    layer.weightsAsOutputs().descriptor(),
                    "the same memory: `reshape` copies nothing");
            notebook.shape("U", layer.bias().descriptor(), "one for each pixel of H");
            notebook.shape("H", layer.dst().descriptor(), "seen as a picture again");
            notebook.parameters("W and U", layer.parameters());

            layer.setWeights(
                    (i, j, k, l) -> blur(height - 1 - i - k, width - 1 - j - l),
                    Plane.of(height, width, (_, _) -> 0));
            Plane turned = check("turning W", layer, picture, x, notebook);

            SplittableRandom random = new SplittableRandom(1);
            double size = 1 / Math.sqrt(height * (double) width);
            layer.setWeights(
                    (_, _, _, _) -> size * random.nextDouble(-1, 1),
                    Plane.random(height, width, random));
            Plane anything = check("random W", layer, picture, x, notebook);

            notebook.time("one run", layer.time(x));
            notebook.pictures(
                    "Such a layer can do anything to a picture",
                    List.of(
                            new Framed("X", Drawing.grey(picture)),
                            new Framed("H of a W that turns and blurs", Drawing.grey(turned)),
                            new Framed("H of a random W", Drawing.signed(anything))));
        }
    }

    /// A Gaussian, two pixels wide.
    private static double blur(int down, int right) {
        return Math.exp(-(down * down + right * right) / 2.0) / (2 * Math.PI);
    }

    private static Plane check(
            String what, DenseLayer layer, Plane picture, Tensor x, Notebook notebook) {
        Plane h = layer.execute(x);
        Expected expected = layer.expected(picture);
        notebook.difference(
                what + " against the equation",
                expected.difference(h.values()),
                expected.allowed());
        return h;
    }
}
