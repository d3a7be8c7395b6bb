package dev.onednn4j.lab.steps;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;

/// Step 5: what mathematics calls a convolution, and what networks call one.
public final class ConvolutionOrCorrelation implements Step {
    private static final int HEIGHT = 150;
    private static final int WIDTH = 225;

    /// A light from above on the left: it tells the two apart.
    private static final Plane EMBOSS = new Plane(3, 3, new float[] {-2, -1, 0, -1, 1, 1, 0, 1, 2});

    @Override
    public String name() {
        return "convolution";
    }

    @Override
    public String title() {
        return "Convolution or cross-correlation";
    }

    @Override
    public String purpose() {
        return "The two are a flip of the kernel apart.";
    }

    @Override
    public void run(Setting setting, Notebook notebook) {
        notebook.text(
                """
                In mathematics the convolution of f and g is a sum over indices that run against
                each other. In the layers so far they run the same way: those are
                cross-correlations, whatever they are called.\
                """);
        notebook.equation("(f * g)(i) = Σa f(a) g(i-a)", "(f * g)(i) = \\sum_a f(a)\\, g(i-a)");
        notebook.equation(
                "(f * g)(i,j) = Σa Σb f(a,b) g(i-a,j-b)",
                "(f * g)(i,j) = \\sum_a \\sum_b f(a,b)\\, g(i-a,\\,j-b)");
        flipping(notebook);
        SplittableRandom random = new SplittableRandom(8);
        Engine engine = setting.engine();
        notebook.text("In 1-D, on random numbers.");
        Plane f = Plane.random(1, 9, random);
        Plane g = Plane.random(1, setting.scaled(200, 20), random);
        compare(engine, f, g, "1-D", notebook);
        laws(engine, f, g, "1-D", notebook);
        // Flipped beforehand, the flip undoes itself, and what is left is the cross-correlation.
        Plane convolved = Flip.byHand(engine, f, g);
        notebook.check(
                "without the flip it is something else",
                convolved.difference(Flip.byHand(engine, f.flipped(), g))
                        > convolved.magnitude() / 10);
        notebook.text("In 2-D, with a kernel that is no mirror image of itself, on the picture.");
        Plane picture =
                Plane.brightness(
                        setting.picture(), setting.scaled(HEIGHT, 10), setting.scaled(WIDTH, 15));
        compare(engine, EMBOSS, picture, "2-D", notebook);
        laws(engine, EMBOSS, picture, "2-D", notebook);
        show(setting, picture, notebook);
        TwoGaussians.run(engine, notebook);
    }

    /// Whether a view can do it.
    private static void flipping(Notebook notebook) {
        boolean refused;
        try {
            MemoryDescriptor.of(DataType.F32, 1, 1, 9).withStrides(9, 9, -1);
            refused = false;
        } catch (IllegalArgumentException negative) {
            notebook.figure("a view that runs backwards", String.valueOf(negative.getMessage()));
            refused = true;
        }
        notebook.check("a negative stride is refused", refused);
        notebook.text(
                """
                So flipping a kernel means writing its few numbers the other way round. There is a
                way without that: oneDNN's deconvolution is its convolution transposed, which
                scatters where that one gathers, and what it scatters adds up to the convolution of
                mathematics.\
                """);
    }

    private static void compare(Engine engine, Plane f, Plane g, String what, Notebook notebook) {
        Expected expected = Flip.expected(f, g);
        Plane byHand = Flip.byHand(engine, f, g);
        Plane byDeconvolution = Flip.byDeconvolution(engine, f, g);
        notebook.figure(what + " shapes", "f %s, g %s, f * g %s".formatted(f, g, byHand));
        notebook.parameters(what + " f", f.values().length);
        notebook.difference(
                what + ", f flipped, convolution",
                expected.difference(byHand.values()),
                expected.allowed());
        notebook.difference(
                what + ", f as it is, deconvolution",
                expected.difference(byDeconvolution.values()),
                expected.allowed());
        notebook.time(
                what + ", making and running the convolution",
                Stopwatch.median(() -> Flip.byHand(engine, f, g)));
    }

    private static void laws(Engine engine, Plane f, Plane g, String what, Notebook notebook) {
        Expected expected = Flip.expected(f, g);
        notebook.difference(
                what + ": f * g against g * f",
                Flip.byDeconvolution(engine, f, g).difference(Flip.byDeconvolution(engine, g, f)),
                2 * expected.allowed());
        Plane identity = new Plane(1, 1, new float[] {1});
        notebook.difference(
                what + ": δ * g against g, to the last bit",
                Flip.byHand(engine, identity, g).difference(g),
                0);
    }

    private static void show(Setting setting, Plane picture, Notebook notebook) {
        // Shared, since the equation is evaluated on all cores.
        try (Arena arena = Arena.ofShared();
                SameSizeConvolution correlation = layer(setting, picture, EMBOSS, arena);
                SameSizeConvolution convolution =
                        layer(setting, picture, EMBOSS.flipped(), arena)) {
            Plane correlated = correlation.execute(picture.toActivation(arena));
            Plane convolved = convolution.execute(picture.toActivation(arena));
            Expected expected = Expected.crossCorrelation(picture, EMBOSS, 0);
            notebook.difference(
                    "cross-correlation with the same f",
                    expected.difference(correlated.values()),
                    expected.allowed());
            notebook.pictures(
                    "A picture and a kernel, red where it is positive",
                    List.of(
                            new Framed("the picture", Drawing.grey(picture)),
                            new Framed("f", Drawing.signed(EMBOSS))));
            notebook.pictures(
                    "Lit from one side and from the other; beyond the border all is 0",
                    List.of(
                            new Framed("cross-correlation", Drawing.grey(correlated)),
                            new Framed("convolution", Drawing.grey(convolved))));
        }
    }

    private static SameSizeConvolution layer(
            Setting setting, Plane picture, Plane kernel, Arena arena) {
        return new SameSizeConvolution(
                setting.engine(), picture.height(), picture.width(), kernel, 0, arena);
    }
}
