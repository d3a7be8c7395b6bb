package dev.onednn4j.lab.notebook;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.lab.notebook.Entry.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a step writes: everything appears on the terminal at once and is kept for the page.
///
/// Not thread safe, for one run of one step.
public final class Notebook {
    private final Screen screen;
    private final EntryLines lines;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    public Notebook(Screen screen) {
        this.screen = screen;
        this.lines = new EntryLines(screen);
    }

    /// Prose.
    ///
    /// @param paragraph with `code` in backticks; where its lines break does not matter
    public void text(String paragraph) {
        add(new Entry.Text(paragraph.strip()));
    }

    /// An equation that stands by itself.
    ///
    /// @param plain in plain Unicode, for the terminal
    /// @param latex the same for the page, without dollar signs
    public void equation(String plain, String latex) {
        add(new Entry.Equation(plain, latex));
    }

    /// What a tensor looks like.
    ///
    /// @param name as in the equations, such as `X`
    /// @param meaning what it holds, such as "the picture"
    public void shape(String name, MemoryDescriptor descriptor, String meaning) {
        add(new Entry.Fact(name, descriptor.toString(), meaning, Verdict.NONE));
    }

    /// How many numbers something has to learn or to keep.
    ///
    /// @param what whose they are
    public void parameters(String what, long count) {
        add(
                new Entry.Fact(
                        what,
                        Quantity.count(count) + (count == 1 ? " parameter" : " parameters"),
                        Quantity.bytes(count * (double) Float.BYTES) + " as f32",
                        Verdict.NONE));
    }

    /// How far a result is from a reference. More than is allowed, or NaN, fails the step.
    ///
    /// @param what between what and what
    /// @param largest the largest absolute difference
    /// @param allowed how large it may be
    public void difference(String what, double largest, double allowed) {
        boolean holds = largest <= allowed;
        String limit = Quantity.difference(allowed);
        add(
                new Entry.Fact(
                        what,
                        Quantity.difference(largest),
                        "largest difference, " + limit + " allowed",
                        holds ? Verdict.HOLDS : Verdict.FAILS));
        if (!holds) {
            failures.add(
                    what
                            + ": largest difference "
                            + Quantity.difference(largest)
                            + ", allowed "
                            + limit);
        }
    }

    /// A fact that must hold; one that does not fails the step.
    ///
    /// @param what a statement
    public void check(String what, boolean holds) {
        add(new Entry.Fact(what, holds ? "yes" : "no", "", holds ? Verdict.HOLDS : Verdict.FAILS));
        if (!holds) {
            failures.add(what);
        }
    }

    /// How long something takes.
    public void time(String what, double seconds) {
        figure(what, Quantity.time(seconds));
    }

    /// Anything else that was measured.
    ///
    /// @param value with its unit
    public void figure(String what, String value) {
        add(new Entry.Fact(what, value, "", Verdict.NONE));
    }

    /// A table. Columns of numbers, with or without units, are right-aligned.
    ///
    /// @param rows each as long as the header
    public void table(String caption, List<String> header, List<List<String>> rows) {
        add(new Entry.Table(caption, header, rows));
    }

    /// Pictures side by side, for the page.
    public void pictures(String caption, List<Framed> pictures) {
        add(new Entry.Pictures(caption, pictures.stream().map(PictureEncoder::encode).toList()));
    }

    /// A chart, for the page.
    public void chart(Chart chart) {
        add(new Entry.Drawing(chart));
    }

    /// How far some long work is, for the terminal. To be closed when the work is done.
    ///
    /// @param what the work
    /// @param total what [Progress#advance(long, String)] counts up to
    public Progress progress(String what, long total) {
        return new Progress(screen, what, total);
    }

    /// All that was written.
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// Why the step has failed, if it has: the first of its reasons.
    public Optional<String> failure() {
        return failures.stream().findFirst();
    }

    private void add(Entry entry) {
        lines.print(entry);
        entries.add(entry);
    }
}
