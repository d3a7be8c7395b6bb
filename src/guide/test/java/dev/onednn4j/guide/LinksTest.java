package dev.onednn4j.guide;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Links within the project lead somewhere.
class LinksTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(Page.all().stream().map(Page::file).toList());
        try (Stream<Path> files = Files.list(Path.of(".github"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @Test
    void links_leadToFilesAndHeadings() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://")) {
                    requireThere(page, target);
                }
            }
        }
    }

    private static void requireThere(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String name = hash < 0 ? target : target.substring(0, hash);
        Path file = name.isEmpty() ? page : page.resolveSibling(name).normalize();
        assertTrue(Files.exists(file), page + " links to " + target);
        if (hash >= 0) {
            String wanted = target.substring(hash + 1);
            assertTrue(
                    Files.readAllLines(file).stream()
                            .filter(line -> line.startsWith("#"))
                            .anyMatch(line -> anchor(line).equals(wanted)),
                    page + " links to " + target);
        }
    }

    /// What a heading is called in links: its words in lower case, joined by hyphens.
    private static String anchor(String heading) {
        return heading.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .replace(' ', '-');
    }

    @Test
    void guidesFirstPage_linksToAllOthers() throws IOException {
        String index = Files.readString(Page.GUIDE.resolve("README.md"));
        for (Page page : Page.all()) {
            String name = String.valueOf(page.file().getFileName());
            assertTrue(
                    name.equals("README.md") || index.contains("(" + name + ")"),
                    name + " is not in the guide's first page");
        }
    }
}
