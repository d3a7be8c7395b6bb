package dev.onednn4j.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.pages.testing.HeadlessBrowser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

class ReportPageTest {
    /// A window's least width is more than that of a telephone, so the page is opened in a frame.
    private static final String TELEPHONE =
            """
            <!DOCTYPE html><iframe src="report.html" style="width: 390px; height: 1200px"></iframe>
            <script>
            onmessage = message => document.body.append(message.data);
            </script>
            """;

    /// Tells what only a browser knows.
    private static final String PROBE =
            """
            <script>
            document.querySelector("th button").click();
            document.querySelectorAll("th button")[3].click();
            document.querySelectorAll("th button")[3].click();
            drawFigures();
            const tips = figures.map(({chart}) => {
                chart.tooltip.setActiveElements([{datasetIndex: chart.config.type === "bar" ? chart.data.datasets.length - 1 : 0, index: 0}], {x: 0, y: 0});
                chart.update();
                return chart.tooltip.body.map(each => each.lines).join();
            });
            parent.postMessage([
                ...tips.map(each => "tip " + each),
                "width " + innerWidth,
                "overflow " + (document.documentElement.scrollWidth > innerWidth),
                "failures " + document.getElementById("failures").textContent + ".",
                "figures " + document.querySelectorAll("figure").length,
                "drawn " + document.querySelectorAll("figure[data-drawn=true]").length,
                "images " + document.querySelectorAll("img").length,
                "first " + document.querySelector("tbody summary").textContent,
                "last " + document.querySelector("tbody").lastChild.textContent,
                "sorted " + document.querySelectorAll("[aria-sort=descending]").length,
                "sections " + Array.from(document.querySelectorAll("h2"), each => each.textContent),
                "foot " + document.querySelector("tfoot")?.textContent,
            ].join("|") + "|", "*");
            </script>
            </body>
            """;

    @TempDir private Path temporary;

    private List<String> open(String html) throws Exception {
        HeadlessBrowser browser = HeadlessBrowser.find();
        Files.writeString(temporary.resolve("report.html"), html.replace("</body>", PROBE));
        Path telephone = temporary.resolve("telephone.html");
        Files.writeString(telephone, TELEPHONE);
        String elements = browser.elements(telephone, temporary.resolve("profile"));
        String told = elements.substring(elements.indexOf("</script>") + "</script>".length());
        return List.of(told.strip().split(Pattern.quote("|")));
    }

    private static void assertContains(List<String> told, String... expected) {
        for (String each : expected) {
            assertTrue(told.contains(each), () -> each + " is missing from " + told);
        }
    }

    @Test
    void aBrowserDrawsEverything() throws Exception {
        String html =
                ReportPage.html(
                        SampleResults.full(1.3),
                        Optional.of(SampleResults.full(1)),
                        Optional.of(SampleResults.peers()));
        List<String> told = open(html);
        assertContains(
                told,
                "width 390",
                "overflow false",
                "failures .",
                "figures 5",
                "drawn 5",
                "images 0",
                "sorted 1",
                "tip GFLOP/s 212.9",
                "tip 0.996, -3700 ns a call",
                "tip 1.000, within noise",
                "tip vector 37.0",
                "sections Machine,Problems,Roofline,Java beside C,Compared with an older run,Other"
                        + " libraries");
        assertTrue(told.stream().anyMatch(each -> each.startsWith("first resnet_50:res12a")));
        assertTrue(told.stream().anyMatch(each -> each.startsWith("last broken")));
        assertTrue(told.stream().anyMatch(each -> each.startsWith("foot sum")));
        String point = "tip resnet_50:res1a_branch2: 212.9 GFLOP/s at 10.0 operations / byte, 66.5";
        assertTrue(told.stream().anyMatch(each -> each.startsWith(point)), told::toString);
    }

    @Test
    void aBrowserDrawsWhatThereIs() throws Exception {
        List<String> told =
                open(
                        ReportPage.html(
                                SampleResults.of(null, List.of(SampleResults.timed("a", 1))),
                                Optional.empty(),
                                Optional.empty()));
        assertContains(
                told,
                "overflow false",
                "failures .",
                "figures 2",
                "drawn 2",
                "sections Machine,Problems,Roofline");
        assertTrue(told.stream().anyMatch(each -> each.startsWith("foot network")));
    }

    @Test
    void aBrowserShowsWhyNothingWasTimed() throws Exception {
        List<String> told =
                open(
                        ReportPage.html(
                                SampleResults.of(
                                        SampleResults.roofline(),
                                        List.of(SampleResults.untimed("a", "SKIPPED", "so"))),
                                Optional.of(SampleResults.of(null, List.of())),
                                Optional.empty()));
        assertContains(told, "failures .", "figures 0", "drawn 0");
        assertTrue(
                told.stream()
                        .anyMatch(
                                each -> each.startsWith("last a") && each.contains("SKIPPED: so")));
    }

    @Test
    void textCannotEndTheElementItStandsIn() {
        String html =
                ReportPage.html(
                        SampleResults.full(1),
                        Optional.of(SampleResults.full(1)),
                        Optional.of(SampleResults.peers()));
        assertFalse(html.contains("<img"));
        int start = html.indexOf("id=\"data\">") + "id=\"data\">".length();
        String data = html.substring(start, html.indexOf("</script>", start));
        assertTrue(data.endsWith("}"), data);
        assertFalse(data.contains("<"));
        assertTrue(data.contains("{{data}}"), "what looks like a place is left alone");
    }

    @Test
    void thePageNeedsNothingElse() {
        String html =
                ReportPage.html(
                        SampleResults.of(null, List.of()), Optional.empty(), Optional.empty());
        assertFalse(html.contains("src="), "a script, an image");
        assertFalse(html.contains("<link"));
        assertFalse(html.contains("@import"));
        assertFalse(html.contains("sourceMappingURL"));
        assertTrue(html.contains("default-src 'none'"));
        assertTrue(html.contains("Permission is hereby granted"), "the library's licence");
        assertTrue(html.length() < 1_000_000);
    }

    @Test
    void networksCountEachProblemAsOftenAsItOccurs() {
        Results results =
                SampleResults.of(
                        null, List.of(SampleResults.timed("a", 1), SampleResults.timed("b", 2)));
        List<PageData.ProblemSum> sums =
                PageData.of(results, Optional.empty(), Optional.empty()).sums();
        assertEquals(List.of(3.0, 9.0), sums.stream().map(PageData.ProblemSum::median).toList());
        assertEquals(sums.getFirst().gigaflops(), sums.getLast().gigaflops());
    }
}
