package dev.onednn4j.lab.command;

import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;

/// A step that does what a test wants.
record FakeStep(String name, Work work) implements Step {
    /// What to do.
    interface Work {
        void run(Setting setting, Notebook notebook) throws Exception;
    }

    @Override
    public String title() {
        return "The step <" + name + ">";
    }

    @Override
    public String purpose() {
        return "Shows 100% of `" + name + "`.";
    }

    @Override
    public void run(Setting setting, Notebook notebook) throws Exception {
        work.run(setting, notebook);
    }
}
