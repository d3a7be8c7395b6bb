package dev.onednn4j.lab.steps;

import dev.onednn4j.Tensor;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Step 3: the same weights for every pixel.
public final class Translation implements Step {
    private static final int HEIGHT = 32;
    private static final int WIDTH = 48;

    /// How far the picture is moved.
    private static final int DOWN = 3;

    private static final int RIGHT = 5;

    /// How different two pictures must be to be called different, as a share of the larger one.
    private static final double PLAINLY = 0.1;

    @Override
    public String name() {
        return "translation";
    }

    @Override
    public String title() {
        return "Translation invariance";
    }

    @Override
    public String purpose() {
        return "The same weights for every pixel: what moves in X moves in H.";
    }

    @Override
    public void run(Setting setting, Notebook notebook) {
        notebook.text(
                """
                What something looks like does not depend on where it is. So V should not depend on
                i and j, and U should be one number u. With that the layer is a convolution, with a
                kernel large enough to reach from each pixel to every other.\
                """);
        notebook.equation(
                "H[i,j] = u + Σa Σb V[a,b] X[i+a,j+b]",
                "H_{i,j} = u + \\sum_a \\sum_b V_{a,b}\\, X_{i+a,\\,j+b}");
        int height = setting.scaled(HEIGHT, 4 * DOWN);
        int width = setting.scaled(WIDTH, 4 * RIGHT);
        Plane picture = onBlack(setting, height, width);
        Plane moved = picture.shifted(DOWN, RIGHT);
        SplittableRandom random = new SplittableRandom(5);
        Plane kernel = decaying(2 * height - 1, 2 * width - 1, random);
        float u = 10;
        // Shared, since the equation is evaluated on all cores.
        try (Arena arena = Arena.ofShared();
                SameSizeConvolution layer =
                        new SameSizeConvolution(setting.engine(), height, width, kernel, u, arena);
                DenseLayer dense = new DenseLayer(setting.engine(), height, width, arena)) {
            Tensor x = picture.toActivation(arena);
            Tensor movedX = moved.toActivation(arena);
            notebook.shape("X", x.descriptor(), "a small picture on black");
            notebook.shape("V", layer.weights(), "one kernel");
            notebook.shape("W", dense.weights().descriptor(), "the layer it is compared with");

            notebook.parameters("W and U", dense.parameters());
            notebook.parameters("V and u", layer.weights().elements() + 1);
            Plane h = layer.execute(x);
            Plane movedH = layer.execute(movedX);
            Expected expected = Expected.crossCorrelation(picture, kernel, u);
            notebook.difference(
                    "H of V against the equation",
                    expected.difference(h.values()),
                    expected.allowed());
            double follows = movedAlike(h, movedH);
            notebook.difference(
                    "H of the moved X against the moved H", follows, 2 * expected.allowed());

            asADenseLayer(dense, kernel, u, x, h, expected, notebook);
            Plane other = anyDenseLayer(dense, x, movedX, random, notebook);
            notebook.time("one run of V", layer.time(x));
            notebook.time("one run of W", dense.time(x));
            notebook.pictures(
                    "X moves",
                    List.of(
                            new Framed("X", Drawing.grey(picture)),
                            new Framed("X, moved", Drawing.grey(moved))));
            notebook.pictures(
                    "H of V moves with it",
                    List.of(
                            new Framed("H of V", Drawing.grey(h)),
                            new Framed("H of V, X moved", Drawing.grey(movedH))));
            notebook.pictures(
                    "H of a random W does not",
                    List.of(
                            new Framed("H of a random W", Drawing.grey(dense.execute(x))),
                            new Framed("H of that W, X moved", Drawing.grey(other))));
        }
        count(height, width, notebook);
    }

    /// The picture at half its size in the middle of a black one: nothing of it leaves the picture
    /// when it is moved.
    private static Plane onBlack(Setting setting, int height, int width) {
        Plane small = Plane.brightness(setting.picture(), height / 2, width / 2);
        return Plane.of(height, width, (y, x) -> small.at(y - height / 4, x - width / 4));
    }

    /// Numbers at random that are the smaller the farther they are from the middle, as those of
    /// most kernels that have been learned.
    private static Plane decaying(int height, int width, SplittableRandom random) {
        return Plane.of(
                height,
                width,
                (y, x) -> {
                    double distance = Math.hypot(y - height / 2, x - width / 2);
                    return random.nextDouble(-1, 1) * Math.exp(-distance / 3);
                });
    }

    /// How much what came of the moved picture differs from what came of the picture, moved.
    private static double movedAlike(Plane h, Plane movedH) {
        Plane expected = h.shifted(DOWN, RIGHT);
        double largest = 0;
        for (int i = DOWN; i < h.height(); i++) {
            for (int j = RIGHT; j < h.width(); j++) {
                double difference = (double) movedH.at(i, j) - expected.at(i, j);
                largest = Math.max(largest, Math.abs(difference));
            }
        }
        return largest;
    }

    /// A fully connected layer can be given the weights of the convolution.
    private static void asADenseLayer(
            DenseLayer dense,
            Plane kernel,
            float u,
            Tensor x,
            Plane h,
            Expected expected,
            Notebook notebook) {
        int height = h.height();
        int width = h.width();
        dense.setWeights(
                (i, j, k, l) -> kernel.at(k - i + height - 1, l - j + width - 1),
                Plane.of(height, width, (_, _) -> u));
        notebook.difference(
                "W[i,j,k,l] = V[k-i,l-j] against V",
                dense.execute(x).difference(h),
                2 * expected.allowed());
    }

    /// But most that it can be given treat each place otherwise.
    ///
    /// @return H of the moved picture
    private static Plane anyDenseLayer(
            DenseLayer dense, Tensor x, Tensor movedX, SplittableRandom random, Notebook notebook) {
        int height = (int) dense.dst().descriptor().dim(0);
        int width = (int) dense.dst().descriptor().dim(1);
        dense.setWeights(
                (_, _, _, _) -> random.nextDouble(-1, 1), Plane.random(height, width, random));
        Plane h = dense.execute(x);
        Plane movedH = dense.execute(movedX);
        double share = movedAlike(h, movedH) / h.magnitude();
        notebook.figure(
                "the same of a random W: it is off by",
                "%d %% of its largest value".formatted(Math.round(100 * share)));
        notebook.check("a random W does not follow X", share > PLAINLY);
        return movedH;
    }

    private static void count(int height, int width, Notebook notebook) {
        notebook.table(
                "Parameters that are left",
                List.of("picture", "W and U", "V and u"),
                List.of(row(height, width), row(1000, 1000)));
        notebook.text(
                """
                Four indices have become two. With a megapixel that is the difference between
                10¹² numbers and 4 · 10⁶. Time is not saved yet: each pixel still meets every other,
                and kernels as large as their pictures are nothing oneDNN is made for.\
                """);
    }

    private static List<String> row(long height, long width) {
        long pixels = height * width;
        return List.of(
                "%d x %d".formatted(height, width),
                String.format(Locale.ROOT, "%,d", pixels * pixels + pixels),
                String.format(Locale.ROOT, "%,d", (2 * height - 1) * (2 * width - 1) + 1));
    }
}
