package dev.onednn4j.lab.learning;

import dev.onednn4j.OneDnn;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;

/// The step `learning`: kernels need not be known, they can be learned.
public final class LearningStep implements Step {
    @Override
    public String name() {
        return "learning";
    }

    @Override
    public String title() {
        return "What comes next: learning the kernels";
    }

    @Override
    public String purpose() {
        return "Kernels are learned from examples: one that finds edges, and those of a network"
                + " that tells shapes apart, wherever they are.";
    }

    @Override
    public void run(Setting setting, Notebook notebook) {
        // Everything here is so small that threads would wait for each other longer than they work.
        int before = OneDnn.setThreads(1);
        try {
            new PatternPart(notebook).run(setting.engine());
            new EdgePart(notebook).run(setting);
            new ShapePart(notebook).run(setting);
        } finally {
            OneDnn.setThreads(before);
        }
    }
}
