package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.report.Timing.Statistic;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// How a line of the performance report looks: text with fields between `%`, as in benchdnn.
///
/// A field that is a number takes two modifiers, in this order: `-`, `0` or `+` for the minimum,
/// average or maximum time, and `K`, `M` or `G` for the unit.
public final class PerformanceTemplate {
    public static final PerformanceTemplate DEFAULT = new PerformanceTemplate(withProblem("%prb%"));
    private static final PerformanceTemplate CSV =
            new PerformanceTemplate(
                    withProblem("%dir%,%sdt%,%stag%,%wtag%,%dtag%,%alg%,%attr%,%desc%"));

    private static final String UNIT_PREFIXES = "KMG";
    private static final double UNIT_STEP = 1000;

    /// A piece of a template: text, or a field with its modifiers.
    private record TemplatePiece(
            String text,
            @Nullable TemplateField field,
            @Nullable Statistic statistic,
            double unit) {}

    private final String text;
    private final List<TemplatePiece> pieces;
    private final String header;

    private PerformanceTemplate(String text) {
        this.text = text;
        this.pieces = new ArrayList<>();
        StringBuilder columns = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int start = text.indexOf('%', at);
            if (start < 0) {
                start = text.length();
            }
            if (start > at) {
                pieces.add(new TemplatePiece(text.substring(at, start), null, null, 1));
                columns.append(text, at, start);
            }
            if (start < text.length()) {
                int end = text.indexOf('%', start + 1);
                if (end < 0) {
                    throw new BadInput(
                            "the field "
                                    + BadInput.quote(text.substring(start))
                                    + " has no second %");
                }
                columns.append(addField(text.substring(start + 1, end)));
                at = end + 1;
            } else {
                at = start;
            }
        }
        this.header = columns.toString();
    }

    private static String withProblem(String problem) {
        return "perf,%engine%,%impl%,%name%,"
                + problem
                + ",%Gops%,%+ctime%,%-time%,%-Gflops%,%0time%,%0Gflops%";
    }

    /// Reads the value of `--perf-template`: `def`, `csv`, or a template.
    public static PerformanceTemplate of(String value) {
        return switch (value) {
            case "", "def" -> DEFAULT;
            case "csv" -> CSV;
            default -> new PerformanceTemplate(value);
        };
    }

    /// @param modified a field with its modifiers
    /// @return the name of its column
    private String addField(String modified) {
        Statistic statistic =
                modified.isEmpty() ? null : Statistic.modifiedBy(modified.charAt(0)).orElse(null);
        String scaled = statistic == null ? modified : modified.substring(1);
        int prefix = scaled.isEmpty() ? -1 : UNIT_PREFIXES.indexOf(scaled.charAt(0));
        double unit = Math.pow(UNIT_STEP, prefix + 1);
        String name = prefix < 0 ? scaled : scaled.substring(1);
        TemplateField field =
                TemplateField.named(name)
                        .orElseThrow(
                                () ->
                                        new BadInput(
                                                BadInput.quote("%" + modified + "%")
                                                        + " is no field of a template"));
        pieces.add(new TemplatePiece("", field, statistic, unit));
        return statistic == null ? scaled : statistic.label() + "_" + scaled;
    }

    /// The line above the results: the columns' names.
    String header() {
        return header;
    }

    /// The line of one result.
    String render(ConvolutionCase measured, Measurement measurement) {
        StringBuilder line = new StringBuilder();
        for (TemplatePiece piece : pieces) {
            TemplateField field = piece.field();
            line.append(
                    field == null
                            ? piece.text()
                            : field.render(measured, measurement, piece.statistic(), piece.unit()));
        }
        return line.toString();
    }

    /// The template as it was written.
    @Override
    public String toString() {
        return text;
    }
}
