package dev.onednn4j.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

/// Blocks that are neither Java nor commands; and none escapes the tests.
class BlocksTest {
    private static final Set<String> LANGUAGES = Set.of("java", "sh", "xml", "kotlin", "text");
    private static final int LONGEST_README = 150;

    private static List<Page.Block> blocks() {
        return Page.all().stream().flatMap(page -> page.blocks().stream()).toList();
    }

    @Test
    void languages_areThoseThatAreTested() {
        blocks().forEach(block -> assertTrue(LANGUAGES.contains(block.language()), block.place()));
    }

    @Test
    void texts_followTheProgramThatPrintsThem() {
        for (Page page : Page.all()) {
            for (int i = 0; i < page.blocks().size(); i++) {
                Page.Block block = page.blocks().get(i);
                assertTrue(
                        !block.language().equals("text")
                                || (i > 0 && page.blocks().get(i - 1).isProgram()),
                        block.place());
            }
        }
    }

    @Test
    void xml_isWellFormed() throws Exception {
        for (Page.Block block : blocks()) {
            if (block.language().equals("xml")) {
                String document = "<project>" + block.text() + "</project>";
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(document)));
            }
        }
    }

    @Test
    void versions_areThoseOfThePom() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String own = first("<artifactId>onednn4j-parent</artifactId>\\s*<version>(.*?)<", pom);
        String natives = first("<onednn.version>(.*?)<", pom);
        String compiler = first("maven-compiler-plugin</artifactId>\\s*<version>(.*?)<", pom);
        String readme = Files.readString(Page.README);
        assertEquals(own, first("<artifactId>onednn4j</artifactId>\\s*<version>(.*?)<", readme));
        assertEquals(own, first("dev.onednn4j:onednn4j:(.*?)\"", readme));
        assertEquals(natives, first("org.bytedeco:dnnl:(.*?):", readme));
        assertEquals(natives, first("dnnl-(.*?)-linux-x86_64.jar", readme));
        assertEquals(
                compiler, first("maven-compiler-plugin</artifactId>\\s*<version>(.*?)<", readme));
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }

    @Test
    void readme_isShort() throws Exception {
        List<String> lines = Files.readAllLines(Page.README);
        assertTrue(lines.size() <= LONGEST_README, "README.md has " + lines.size() + " lines");
    }
}
