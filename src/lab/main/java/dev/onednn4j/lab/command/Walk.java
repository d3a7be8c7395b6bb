package dev.onednn4j.lab.command;

import dev.onednn4j.Engine;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.lab.notebook.Entry;
import dev.onednn4j.lab.notebook.EntryLines;
import dev.onednn4j.lab.notebook.Screen;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.lab.picture.OneLine;
import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.PictureSource;
import dev.onednn4j.lab.picture.UnusableFileException;
import dev.onednn4j.pages.Project;

import java.lang.foreign.Arena;
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
    private final PageFile page;
    private final List<StepResult> results = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    Walk(Screen screen, List<Step> steps, PageFile page) {
        this.screen = screen;
        this.steps = steps;
        this.page = page;
    }

    /// Runs all steps. When the process is asked to end meanwhile, the page has those that are
    /// finished.
    ///
    /// @return whether all of them passed and the page is written
    /// @throws OneDnnException when the library cannot be loaded
    /// @throws UnusableFileException when the picture cannot be read or no page can be written
    boolean run(PictureSource source, double scale) throws UnusableFileException {
        page.prepare();
        // Shared: steps may compute on it with several threads.
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofShared()) {
            Picture picture = read(source, arena);
            Origin origin = Origin.of(source, picture, scale);
            screen.line(origin.headline());
            Thread interrupted = new Thread(() -> interrupted(origin), "interrupted");
            Runtime.getRuntime().addShutdownHook(interrupted);
            running = true;
            try {
                runAll(new Setting(engine, picture, scale));
            } finally {
                running = false;
            }
            if (steps.size() > 1) {
                summarize();
            }
            return isWritten(origin) && results.stream().allMatch(StepResult::passed);
        }
    }

    private static Picture read(PictureSource source, Arena arena) throws UnusableFileException {
        try {
            return source.read(0, arena);
        } catch (OutOfMemoryError failure) {
            throw new UnusableFileException(source.name() + ": not enough memory for it", failure);
        }
    }

    private void runAll(Setting setting) {
        StepRunner runner = new StepRunner(screen);
        for (Step step : steps) {
            heading(step);
            results.add(runner.run(step, setting));
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
        List<List<String>> rows =
                results.stream()
                        .map(
                                result ->
                                        List.of(
                                                result.step().name(),
                                                result.passed() ? "passed" : "FAILED",
                                                String.format(
                                                        Locale.ROOT, "%.1f", result.seconds())))
                        .toList();
        new EntryLines(screen)
                .print(new Entry.Table("All steps", List.of("step", "result", "seconds"), rows));
        screen.gap();
    }

    private boolean isWritten(Origin origin) {
        try {
            screen.line("lab: " + written(origin));
            return true;
        } catch (UnusableFileException failure) {
            screen.problem("lab: " + OneLine.of(String.valueOf(failure.getMessage())));
            return false;
        }
    }

    /// Writes the page, and tells where it is.
    private String written(Origin origin) throws UnusableFileException {
        Project project = Project.current();
        page.write(new LabPage(origin, steps, results, project, page.directory()).html());
        return "the page: " + OneLine.of(page.path().toString());
    }

    private void interrupted(Origin origin) {
        if (!running || results.isEmpty()) {
            return;
        }
        String outcome;
        try {
            outcome = written(origin);
        } catch (UnusableFileException failure) {
            outcome = OneLine.of(String.valueOf(failure.getMessage()));
        }
        screen.lastWord("lab: interrupted; " + outcome);
    }
}
