package dev.onednn4j.lab.command;

import dev.onednn4j.lab.notebook.Screen;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.lab.picture.UnusableFileException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/// One step as a command.
@Command
final class StepCommand implements Callable<Integer> {
    private final Screen screen;
    private final Step step;

    @Mixin private final LabOptions options = new LabOptions();

    private StepCommand(Screen screen, Step step) {
        this.screen = screen;
        this.step = step;
    }

    /// The command with what its help says.
    static CommandLine of(Screen screen, Step step) {
        CommandLine command = new CommandLine(new StepCommand(screen, step));
        command.getCommandSpec()
                .name(step.name())
                .usageMessage()
                .description(step.purpose().replace("%", "%%"));
        return command;
    }

    @Override
    public Integer call() throws UnusableFileException {
        Walk walk = new Walk(screen, List.of(step), options.page(step.name()));
        return walk.run(options.source(), options.scale()) ? 0 : 1;
    }
}
