package dev.onednn4j.guide;

import dev.onednn4j.guide.Page.Block;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A program that a page shows: a block that is one by itself, or all other Java blocks of the page
/// in order, set into the frame that the guide's first page shows.
///
/// @param place where it is, for a message
/// @param source a compact source file
/// @param output what the page says that it prints; null where the page does not say
record Program(String place, String source, @Nullable String output) {
    /// The line of the frame that the blocks of a page replace.
    static final String HOLE = "// the blocks of a page, in order";

    /// @param frame the program that blocks which are none by themselves are set into
    static List<Program> of(Page page, String frame) {
        List<Program> programs = new ArrayList<>();
        List<Block> parts = new ArrayList<>();
        List<Block> blocks = page.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.isProgram()) {
                boolean told = i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text");
                programs.add(
                        new Program(
                                block.place(),
                                block.text(),
                                told ? blocks.get(i + 1).text() : null));
            } else if (block.isJava()) {
                parts.add(block);
            }
        }
        if (!parts.isEmpty()) {
            StringBuilder body = new StringBuilder();
            parts.forEach(
                    part ->
                            body.append("// ")
                                    .append(part.place())
                                    .append('\n')
                                    .append(part.text()));
            programs.add(new Program(page.file().toString(), frame.replace(HOLE, body), null));
        }
        return programs;
    }

    /// The program on the guide's first page that the blocks of all pages are set into.
    static String frame() {
        Page first = Page.read(Page.GUIDE.resolve("README.md"));
        return first.blocks().stream()
                .filter(block -> block.isProgram() && block.text().contains(HOLE))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        first.file() + " shows no program with '" + HOLE + "'"))
                .text();
    }

    /// Where it is: the name of its test.
    @Override
    public String toString() {
        return place;
    }
}
