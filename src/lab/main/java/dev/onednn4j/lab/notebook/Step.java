package dev.onednn4j.lab.notebook;

/// One step of the walk.
public interface Step {
    /// The word on the command line, in lower case.
    String name();

    /// The heading on the page.
    String title();

    /// One sentence for the command's help and the page's contents.
    String purpose();

    /// Computes, and writes down what it finds. A check that fails does not stop it.
    ///
    /// @throws Exception when it cannot go on; it has failed then, and the walk goes on with the
    ///   next
    void run(Setting setting, Notebook notebook) throws Exception;
}
