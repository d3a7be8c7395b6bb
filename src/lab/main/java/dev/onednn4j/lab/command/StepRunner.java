package dev.onednn4j.lab.command;

import dev.onednn4j.OneDnnException;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Screen;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.lab.picture.OneLine;

import java.util.Optional;

/// Runs a step and tells in one line what came of it, whatever the step runs into.
///
/// @param screen where the step's output goes
record StepRunner(Screen screen) {
    /// Runs a step.
    StepResult run(Step step, Setting setting) {
        Notebook notebook = new Notebook(screen);
        long start = System.nanoTime();
        Optional<String> stopped = stopped(step, setting, notebook);
        double seconds = (System.nanoTime() - start) / 1e9;
        // What was checked before it stopped comes first.
        Optional<String> failure =
                notebook.failure().or(() -> stopped).map(reason -> OneLine.of(joined(reason)));
        screen.gap();
        screen.line(
                "lab: "
                        + step.name()
                        + failure.map(reason -> " FAILED (" + reason + ")").orElse(" PASSED"));
        return new StepResult(step, notebook.entries(), failure, seconds);
    }

    /// Why a step did not get to its end.
    private Optional<String> stopped(Step step, Setting setting, Notebook notebook) {
        try {
            step.run(setting, notebook);
            return Optional.empty();
        } catch (OutOfMemoryError failure) {
            return Optional.of("not enough memory: a smaller --scale may help");
        } catch (OneDnnException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        } catch (RuntimeException | Error unexpected) {
            screen.trace(unexpected);
            return Optional.of(unexpected.toString());
        } catch (Exception failure) {
            String message = failure.getMessage();
            return Optional.of(message == null ? failure.toString() : message);
        }
    }

    private static String joined(String message) {
        return String.join("; ", message.lines().map(String::strip).toList());
    }
}
