package dev.onednn4j.lab.edges;

import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.OneDnn;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.picture.OneLine;
import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.PictureSource;
import dev.onednn4j.lab.picture.PictureWriter;
import dev.onednn4j.lab.picture.PictureWriter.Panel;
import dev.onednn4j.lab.picture.UnusableFileException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// The step `edges`: a picture, blurred, and its edges.
@Command(
        name = "edges",
        description =
                "Blurs a picture, finds its edges, and writes a PNG that shows the original, the"
                        + " blurred picture and the edges side by side.")
public final class Edges implements Callable<Integer> {
    /// How much is added around the picture: enough for the filter that reaches farthest.
    private static final int BORDER = Math.max(Blur.RADIUS, Sobel.RADIUS);

    private final PrintStream screen;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "IN",
            description = "A PNG or JPEG file. Default: a picture of a cat.")
    private @Nullable Path in;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OUT",
            description = "The PNG file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("edges.png");

    /// The step with its arguments still to be filled in.
    ///
    /// @param screen where to tell what happened
    public Edges(PrintStream screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws UnusableFileException {
        requireUsableOutput();
        PictureSource source = new PictureSource(in);
        StepClock clock = new StepClock();
        try (Engine engine = clock.time("load library", Engine::cpu);
                Arena arena = Arena.ofConfined()) {
            Picture picture = clock.time("read picture", () -> source.read(BORDER, arena));
            screen.printf(
                    Locale.ROOT,
                    "%s: %d x %d pixels; oneDNN %s, %s, threads: %d%n%n",
                    source.name(),
                    picture.width(),
                    picture.height(),
                    OneDnn.version(),
                    OneDnn.cpuIsa(),
                    OneDnn.threads());
            List<Panel> panels = filter(engine, picture, arena, clock);
            BufferedImage written = clock.time("write picture", () -> write(panels));
            screen.printf(
                    Locale.ROOT,
                    "%n%s: %d x %d pixels: original, blurred, edges%n%n%s%n",
                    OneLine.of(out.toString()),
                    written.getWidth(),
                    written.getHeight(),
                    clock.summary());
            return 0;
        } catch (OutOfMemoryError failure) {
            throw new UnusableFileException(source.name() + ": not enough memory for it", failure);
        }
    }

    /// Runs the filters. None copies the picture: all of them read the memory it was read into.
    private List<Panel> filter(Engine engine, Picture picture, Arena arena, StepClock clock) {
        Tensor src = picture.padded();
        MemoryDescriptor description = src.descriptor();
        try (Filter down = Blur.down(engine, description, arena, clock);
                Filter along = Blur.along(engine, down.dst(), arena, clock);
                Filter gradient = Sobel.gradient(engine, description, arena, clock);
                Filter magnitude = Sobel.magnitude(engine, gradient.dst(), arena, clock)) {
            Tensor halfBlurred = down.apply(src);
            Tensor blurred = along.apply(halfBlurred);
            Tensor squares = gradient.apply(src);
            Tensor edges = magnitude.apply(squares);

            long pixels = (long) picture.width() * picture.height();
            screen.println(Filter.header());
            screen.println(down.report(down.measure(src, halfBlurred), pixels));
            screen.println(along.report(along.measure(halfBlurred, blurred), pixels));
            screen.println(gradient.report(gradient.measure(src, squares), pixels));
            screen.println(magnitude.report(magnitude.measure(squares, edges), pixels));

            return List.of(
                    new Panel(picture.pixels()),
                    new Panel(picture.crop(blurred)),
                    new Panel(picture.crop(edges)));
        }
    }

    private BufferedImage write(List<Panel> panels) throws UnusableFileException {
        try {
            return PictureWriter.write(out, panels);
        } catch (IOException failure) {
            throw UnusableFileException.of(out, "cannot be written", failure);
        }
    }

    /// Finds out before the work what would fail after it.
    private void requireUsableOutput() throws UnusableFileException {
        if (Files.isDirectory(out)) {
            throw new UnusableFileException(out + ": expected a file to write to, got a folder");
        }
        try {
            if (in != null && Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out)) {
                throw new UnusableFileException(
                        out + ": expected another file than IN to write to");
            }
        } catch (IOException failure) {
            throw UnusableFileException.of(out, "cannot be compared with IN", failure);
        }
    }
}
