package dev.onednn4j.lab.command;

import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.pages.terminal.Terminal;

import java.util.List;

/// A walk that ends in its second step, as if somebody had stopped it.
final class InterruptedWalk {
    static final int EXIT_CODE = 130;

    private InterruptedWalk() {}

    public static void main(String[] arguments) {
        Step first = new FakeStep("one", (_, notebook) -> LabPageTest.write(notebook));
        Step second = new FakeStep("other", (_, _) -> System.exit(EXIT_CODE));
        Lab.run(
                List.of(first, second),
                System.out,
                System.err,
                Terminal.NONE,
                "--output",
                arguments[0]);
    }
}
