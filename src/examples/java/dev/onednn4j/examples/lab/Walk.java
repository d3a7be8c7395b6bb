package dev.onednn4j.examples.lab;

import dev.onednn4j.Engine;
import dev.onednn4j.OneDnn;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.examples.picture.Picture;
import dev.onednn4j.examples.picture.PictureSource;
import dev.onednn4j.examples.picture.UnusableFileException;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// Runs steps one after another, and makes a page of what they wrote. A step that fails does not
/// keep the others from running.
///
/// Not thread safe, for one use.
final class Walk {
    private final Screen screen;
    private final List<Step> steps;
    private final List<StepResult> results = new CopyOnWriteArrayList<>();

    Walk(Screen screen, List<Step> steps) {
        this.screen = screen;
        this.steps = steps;
    }

    /// Runs all steps.
    ///
    /// @return whether all of them passed
    /// @throws OneDnnException when the library cannot be loaded
    /// @throws UnusableFileException when the picture cannot be read
    boolean run(PictureSource source, double scale) throws UnusableFileException {
        // Shared: steps may compute on it with several threads.
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofShared()) {
            Picture picture = read(source, arena);
            screen.line(
                    String.format(
                            Locale.ROOT,
                            "%s: %d x %d pixels; oneDNN %s, %s, threads: %d",
                            source.name(),
                            picture.width(),
                            picture.height(),
                            OneDnn.version(),
                            OneDnn.cpuIsa(),
                            OneDnn.threads()));
            Setting setting = new Setting(engine, picture, scale);
            StepRunner runner = new StepRunner(screen);
            for (Step step : steps) {
                heading(step);
                results.add(runner.run(step, setting));
            }
        }
        if (steps.size() > 1) {
            summarize();
        }
        return results.stream().allMatch(StepResult::passed);
    }

    private static Picture read(PictureSource source, Arena arena) throws UnusableFileException {
        try {
            return source.read(0, arena);
        } catch (OutOfMemoryError failure) {
            throw new UnusableFileException(source.name() + ": not enough memory for it", failure);
        }
    }

    private void heading(Step step) {
        String title =
                steps.size() == 1 ? step.title() : steps.indexOf(step) + 1 + ". " + step.title();
        screen.gap();
        screen.line(title);
        screen.line("=".repeat(title.length()));
    }

    private void summarize() {
        List<List<String>> rows = new ArrayList<>();
        for (StepResult result : results) {
            rows.add(
                    List.of(
                            result.step().name(),
                            result.passed() ? "passed" : "FAILED",
                            String.format(Locale.ROOT, "%.1f", result.seconds())));
        }
        new EntryLines(screen)
                .print(new Entry.Table("All steps", List.of("step", "result", "seconds"), rows));
    }
}
