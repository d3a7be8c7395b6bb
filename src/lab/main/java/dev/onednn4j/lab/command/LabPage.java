package dev.onednn4j.lab.command;

import dev.onednn4j.lab.notebook.Quantity;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.pages.Html;
import dev.onednn4j.pages.Project;
import dev.onednn4j.pages.Template;
import dev.onednn4j.pages.Webjar;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What steps wrote, as one page that opens without a network. It reads without its scripts, which
/// set the equations and draw the charts.
///
/// @param steps all that were to run
/// @param results of those that did
/// @param directory where the page will be
record LabPage(
        Origin origin,
        List<Step> steps,
        List<StepResult> results,
        Project project,
        Path directory) {
    String html() {
        Webjar charts = new Webjar("chart.js");
        Webjar equations = new Webjar("katex");
        return new Template("/lab/page.html")
                .fill(
                        Map.of(
                                "title", Html.escape(title()),
                                "summary", summary(),
                                "contents", steps.size() > 1 ? contents() : "",
                                "sections", sections(),
                                "machine", machine(),
                                "chartsVersion", charts.version(),
                                "equationsVersion", equations.version(),
                                "charts", charts.script("dist/chart.umd.js", "LICENSE.md"),
                                "equations", equations.script("dist/katex.min.js", "LICENSE")));
    }

    private String title() {
        return steps.size() == 1
                ? steps.getFirst().title()
                : "From fully connected layers to convolutions";
    }

    private String summary() {
        long passed = results.stream().filter(StepResult::passed).count();
        double seconds = results.stream().mapToDouble(StepResult::seconds).sum();
        boolean good = passed == steps.size();
        String outcome =
                steps.size() == 1
                        ? good ? "Passed" : "Failed"
                        : "%d of %d steps passed".formatted(passed, steps.size());
        int left = steps.size() - results.size();
        return "<span class=\"%s\">%s %s%s</span>, in %s."
                .formatted(
                        good ? "good" : "bad",
                        good ? "✓" : "✗",
                        outcome,
                        left == 0 ? "" : ", %d not run: interrupted".formatted(left),
                        Quantity.time(seconds));
    }

    private Optional<StepResult> result(Step step) {
        return results.stream().filter(each -> each.step().name().equals(step.name())).findFirst();
    }

    private String contents() {
        return steps.stream()
                .map(this::content)
                .collect(
                        Collectors.joining(
                                "",
                                "<nav aria-label=\"Steps\"><ol class=\"contents\">\n",
                                "</ol></nav>"));
    }

    private String content(Step step) {
        Optional<StepResult> result = result(step);
        String mark =
                result.map(each -> mark(each.passed()))
                        .orElse("<span class=\"note\" title=\"not run\">–</span>");
        String title = Html.escape(step.title());
        return "<li>%s<div>%s<p>%s</p></div></li>\n"
                .formatted(
                        mark,
                        result.isPresent()
                                ? "<a href=\"#%s\">%s</a>"
                                        .formatted(Html.escape(step.name()), title)
                                : title,
                        Prose.html(step.purpose()));
    }

    private static String mark(boolean passed) {
        return passed
                ? "<span class=\"good\" title=\"passed\">✓</span>"
                : "<span class=\"bad\" title=\"failed\">✗</span>";
    }

    private String sections() {
        return results.stream().map(this::section).collect(Collectors.joining("\n"));
    }

    private String section(StepResult result) {
        Step step = result.step();
        String verdict =
                result.failure()
                        .map(reason -> "<p class=\"verdict bad\">✗ Failed: " + Html.escape(reason))
                        .orElse("<p class=\"verdict good\">✓ Passed");
        return """
        <section id="%s">
        %s<p class="purpose">%s</p>
        %s%s, after %s.</p>
        <p class="again"><code>%s</code> runs this step again. Its source is %s.</p>
        </section>
        """
                .formatted(
                        Html.escape(step.name()),
                        heading(step),
                        Prose.html(step.purpose()),
                        EntryHtml.of(result.entries()),
                        verdict,
                        Quantity.time(result.seconds()),
                        Html.escape(origin.command(step)),
                        source(step));
    }

    /// A page of one step has its title at the top.
    private String heading(Step step) {
        return steps.size() == 1
                ? ""
                : "<h2><span class=\"number\">%d</span> %s</h2>\n"
                        .formatted(steps.indexOf(step) + 1, Html.escape(step.title()));
    }

    private String source(Step step) {
        String file = sourceFile(step.getClass());
        String name = "<code>%s</code>".formatted(file.substring(file.lastIndexOf('/') + 1));
        return project.link(directory, file)
                .map(link -> "<a href=\"%s\">%s</a>".formatted(Html.escape(link), name))
                .orElse(name);
    }

    /// The source of a class, from the project's folder on.
    static String sourceFile(Class<?> type) {
        return "src/lab/main/java/" + type.getNestHost().getName().replace('.', '/') + ".java";
    }

    private String machine() {
        return origin.facts().entrySet().stream()
                .map(
                        fact ->
                                String.format(
                                        Locale.ROOT,
                                        "<div><dt>%s</dt><dd>%s</dd></div>\n",
                                        Html.escape(fact.getKey()),
                                        Html.escape(fact.getValue())))
                .collect(Collectors.joining());
    }
}
