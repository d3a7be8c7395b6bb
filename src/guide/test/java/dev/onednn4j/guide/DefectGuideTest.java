package dev.onednn4j.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.Defect;
import dev.onednn4j.OneDnn;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;

/// The guide's page of defects says what the table says. It is written anew by `mvn -pl src/guide
/// -am test -Dtest=DefectGuideTest -Dsurefire.failIfNoSpecifiedTests=false
/// -DargLine=-Dguide.write=true`.
class DefectGuideTest {
    @Test
    void page_saysWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean("guide.write")) {
            DefectGuide.write();
        }
        assertEquals(
                DefectGuide.page(),
                Files.readString(DefectGuide.PAGE),
                "the table of defects has changed: run mvn -pl src/guide -am test"
                        + " -Dtest=DefectGuideTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -DargLine=-Dguide.write=true");
    }

    @Test
    void knownDefects_areListedOnce() {
        for (Defect defect : OneDnn.knownDefects()) {
            String row = "| `" + defect.id() + "` |";
            String page = DefectGuide.page();
            assertTrue(page.indexOf(row) >= 0, row);
            assertEquals(page.indexOf(row), page.lastIndexOf(row), row);
        }
    }
}
