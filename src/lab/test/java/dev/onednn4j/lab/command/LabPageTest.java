package dev.onednn4j.lab.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.lab.notebook.Chart;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.pages.Project;
import dev.onednn4j.pages.testing.HeadlessBrowser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class LabPageTest {
    /// A window's least width is more than that of a telephone, so the page is opened in a frame.
    private static final String TELEPHONE =
            """
            <!DOCTYPE html><iframe src="probed.html" scrolling="no" style="width: 390px; height: 1200px"></iframe>
            <script>
            onmessage = message => document.body.append(message.data);
            </script>
            """;

    /// Tells what only a browser knows.
    private static final String PROBE =
            """
            <script>
            drawFigures();
            parent.postMessage([
                "width " + innerWidth,
                "overflow " + (document.documentElement.scrollWidth > innerWidth),
                "failures " + document.getElementById("failures").textContent + ".",
                "equations " + document.querySelectorAll(".equation.set > * math, .equation.set > math").length,
                "plain " + Array.from(document.querySelectorAll(".equation:not(.set)"), each => each.textContent),
                "drawn " + document.querySelectorAll("figure[data-drawn=true]").length,
                "lines " + figures.map(each => each.chart.data.datasets.map(set => set.label + set.data.filter(point => point.y > 0).length)),
                "pictures " + Array.from(document.images, each => each.naturalWidth + ":" + each.clientWidth + ":" + getComputedStyle(each).imageRendering),
                "links " + Array.from(document.querySelectorAll("nav a"), each => document.querySelector(each.getAttribute("href")).querySelector("h2").textContent),
                "scrolls " + Array.from(document.querySelectorAll(".scroll"), each => each.scrollWidth > each.clientWidth),
            ].join("|") + "|", "*");
            </script>
            </body>
            """;

    private static final String EVIL = "</script><img id=evil>{{data}} & \"'";

    @TempDir private Path folder;

    private static Step sample(String name) {
        return new FakeStep(name, (_, notebook) -> write(notebook));
    }

    /// All kinds of entries.
    static void write(Notebook notebook) {
        notebook.text("A sum with `weights`, see " + EVIL);
        notebook.equation(
                "H = Σ W X", "[\\mathbf{H}]_{i,j} = \\sum_{k,l} [\\mathsf{W}]_{i,j,k,l} X");
        notebook.check(EVIL, true);
        notebook.table(
                EVIL,
                Collections.nCopies(12, "a column"),
                List.of(Collections.nCopies(12, "1,234.5 ms"), Collections.nCopies(12, EVIL)));
        notebook.pictures(EVIL, List.of(picture(3, 3), picture(200, 100), picture(2000, 1000)));
        double[] x = {0, 1, 10};
        double[] y = {1, Double.NaN, 3};
        notebook.chart(
                new Chart(
                        EVIL,
                        "x",
                        "y",
                        false,
                        true,
                        List.of(
                                new Chart.Series("a", x, y, false),
                                new Chart.Series("b", x, x, true))));
    }

    private static Framed picture(int width, int height) {
        return new Framed(EVIL, new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    }

    private String page(Step... steps) throws IOException {
        LabRun run = LabRun.of(List.of(steps), "--output", folder);
        assertEquals(0, run.exitCode(), run.err() + run.out());
        return Files.readString(folder.resolve("index.html"));
    }

    private List<String> open(String html) throws Exception {
        HeadlessBrowser browser = HeadlessBrowser.find();
        Files.writeString(folder.resolve("probed.html"), html.replace("</body>", PROBE));
        Path telephone = Files.writeString(folder.resolve("telephone.html"), TELEPHONE);
        String elements = browser.elements(telephone, folder.resolve("profile"));
        String told = elements.substring(elements.indexOf("</script>") + "</script>".length());
        return List.of(told.strip().split(Pattern.quote("|")));
    }

    @Test
    void aBrowserShowsEverythingOnATelephone() throws Exception {
        List<String> told = open(page(sample("one"), sample("two")));
        List<String> expected =
                List.of(
                        "width 390",
                        "overflow false",
                        "failures .",
                        "equations 2",
                        "plain ",
                        "drawn 2",
                        "lines a2,b2,a2,b2",
                        "links 1 The step &lt;one&gt;,2 The step &lt;two&gt;",
                        "scrolls true,true");
        for (String each : expected) {
            assertTrue(told.contains(each), () -> each + " is missing from " + told);
        }
        String pictures = "3:261:pixelated,200:200:auto,1200:362:auto";
        assertTrue(told.contains("pictures " + pictures + "," + pictures), told::toString);
    }

    @Test
    void anEquationThatCannotBeSetStaysInPlainText() throws Exception {
        String html = page(new FakeStep("one", (_, n) -> n.equation("a / b", "\\frac{a}")));
        List<String> told = open(html);
        assertTrue(told.contains("plain a / b"), told::toString);
        assertTrue(told.stream().anyMatch(each -> each.startsWith("failures KaTeX")));
    }

    @Test
    void itReadsWithoutScripts() throws IOException {
        String html = page(sample("one"), sample("two"));
        assertTrue(html.contains(">H = Σ W X</div>"));
        assertTrue(html.contains("<p>A sum with <code>weights</code>, see &lt;/script&gt;"));
        assertTrue(html.contains("<td>1,234.5 ms</td>") || html.contains("class=\"text\">1,234.5"));
        assertTrue(html.contains("<code>scripts/lab two</code> runs this step again."));
        assertTrue(html.contains("<code>FakeStep.java</code>"), "not one of the project's steps");
    }

    @Test
    void textCannotEndTheElementItStandsIn() throws IOException {
        String html = page(sample("one"), sample("two"));
        assertFalse(html.contains("<img id"));
        Matcher data =
                Pattern.compile("<script type=\"application/json\">(.*?)</script>").matcher(html);
        assertTrue(data.find());
        assertTrue(data.group(1).endsWith("}"), data.group(1));
        assertFalse(data.group(1).contains("<"));
        assertTrue(html.contains("{{data}}"), "what looks like a place is left alone");
    }

    @Test
    void itNeedsNothingElse() throws IOException {
        String html = page(sample("one"));
        String elements = html.replaceAll("(?s)<script>.*?</script>", "");
        assertFalse(elements.replace("src=\"data:image/png;base64,", "").contains("src="));
        assertFalse(elements.contains("<link"));
        assertFalse(elements.contains("@import"));
        assertFalse(html.contains("sourceMappingURL"));
        assertTrue(html.contains("default-src 'none'"));
        assertEquals(3, html.split("Permission is hereby granted", -1).length, "licences of both");
    }

    @Test
    void aStepOfTheProjectLinksToItsSource() {
        Project project = new Project(Path.of(""));
        String file = LabPage.sourceFile(Steps.class);
        assertEquals("src/lab/main/java/dev/onednn4j/lab/command/Steps.java", file);
        assertEquals("../../" + file, project.link(Path.of("target", "lab"), file).orElseThrow());
        assertTrue(project.link(Path.of("target"), LabPage.sourceFile(FakeStep.class)).isEmpty());
        assertEquals(
                file,
                LabPage.sourceFile(new Object() {}.getClass()).replace("LabPageTest", "Steps"));
    }

    @Test
    void aStepIsRunAgainWithTheSameArguments() throws Exception {
        Path image = folder.resolve("my 'cat'.png");
        Files.copy(Path.of("src/lab/main/resources/dev/onednn4j/lab/picture/chelsea.png"), image);
        LabRun run =
                LabRun.of(
                        List.of(sample("one")),
                        "--image",
                        image,
                        "--scale",
                        "0.5",
                        "--output",
                        folder);
        assertEquals(0, run.exitCode(), run.err());
        String html = Files.readString(folder.resolve("index.html"));
        String quoted = "'" + image.toString().replace("'", "'\\''") + "'";
        String command = "scripts/lab one --image " + quoted + " --scale 0.5";
        assertTrue(html.contains("<code>" + command.replace("'", "&#39;") + "</code>"));
    }
}
