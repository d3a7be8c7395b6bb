package dev.onednn4j.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A page for users, seen as the blocks of code in it.
///
/// @param file the page, relative to the project
/// @param blocks in the order of the page
record Page(Path file, List<Block> blocks) {
    static final Path README = Path.of("README.md");
    static final Path GUIDE = Path.of("src", "guide");

    private static final String FENCE = "```";

    /// A block of code.
    ///
    /// @param page the page that shows it
    /// @param line the line of the page that it begins after, counted from 1
    /// @param language the word behind the opening fence
    /// @param text the lines between the fences
    record Block(Path page, int line, String language, String text) {
        /// Whether this is a program by itself, not a part of one.
        boolean isProgram() {
            return isJava() && text.contains("void main(");
        }

        boolean isJava() {
            return language.equals("java");
        }

        /// Where the block is, for a message: `README.md:17`.
        String place() {
            return page + ":" + line;
        }
    }

    /// The README and all pages of the guide.
    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        pages.add(read(README));
        try (Stream<Path> files = Files.list(GUIDE)) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::read)
                    .forEach(pages::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    static Page read(Path file) {
        try {
            return new Page(file, blocks(file, Files.readAllLines(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Block> blocks(Path file, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        int opened = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.strip().startsWith(FENCE)) {
                continue;
            }
            // An indented block would keep its indentation, and could hide from these tests.
            if (!line.startsWith(FENCE)) {
                throw new IllegalStateException(file + ":" + (i + 1) + ": an indented block");
            }
            if (opened < 0) {
                opened = i;
                continue;
            }
            String language = lines.get(opened).substring(FENCE.length()).strip();
            String text = String.join("\n", lines.subList(opened + 1, i)) + "\n";
            blocks.add(new Block(file, opened + 1, language, text));
            opened = -1;
        }
        if (opened >= 0) {
            throw new IllegalStateException(file + ":" + (opened + 1) + ": a block has no end");
        }
        return List.copyOf(blocks);
    }
}
