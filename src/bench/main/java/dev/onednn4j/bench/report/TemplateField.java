package dev.onednn4j.bench.report;

import dev.onednn4j.DataType;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.SignificantDigits;
import dev.onednn4j.bench.report.Timing.Statistic;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A field of a [PerformanceTemplate].
enum TemplateField {
    ALG,
    ATTR,
    BIA_DT,
    BW,
    CTIME,
    DESC,
    DIR,
    DRIVER,
    DTAG,
    ENGINE,
    FLOPS,
    IBYTES,
    IDX,
    IMPL,
    IOBYTES,
    MB,
    NAME,
    OBYTES,
    OPS,
    PRB,
    SDT,
    STAG,
    TIME,
    WTAG;

    static Optional<TemplateField> named(String name) {
        return Arrays.stream(values())
                .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /// @param statistic which time counts, null for the field's default: the minimum, but for the
    ///   creation, whose longest time is the one without oneDNN's cache
    /// @param unit what a number is divided by
    String render(
            ConvolutionCase benchCase,
            Measurement measurement,
            @Nullable Statistic statistic,
            double unit) {
        Statistic chosen =
                statistic != null
                        ? statistic
                        : this == CTIME ? Statistic.MAXIMUM : Statistic.MINIMUM;
        BenchdnnProblem problem = benchCase.effectiveProblem();
        return switch (this) {
            case ALG -> benchCase.algorithmName();
            case ATTR -> benchCase.attributes().knobs().stripTrailing();
            case BIA_DT -> biasType(benchCase.biasType());
            case BW -> number(measurement.bytesPerSecond(chosen), unit);
            case CTIME -> number(measurement.creation().milliseconds(chosen), unit);
            case DESC -> problem.toString();
            case DIR -> benchCase.direction().name();
            case DRIVER -> problem.driver().toString();
            case DTAG -> benchCase.layouts().dst().canonicalName(problem.rank());
            case ENGINE -> "cpu";
            case FLOPS -> number(measurement.operationsPerSecond(chosen), unit);
            case IBYTES -> number(measurement.inputBytes(), unit);
            case IDX -> Integer.toString(measurement.index());
            case IMPL -> measurement.implementation();
            case IOBYTES -> number(measurement.inputBytes() + measurement.outputBytes(), unit);
            case MB -> Long.toString(benchCase.minibatch());
            case NAME -> problem.name();
            case OBYTES -> number(measurement.outputBytes(), unit);
            case OPS -> number(measurement.operations(), unit);
            case PRB -> benchCase.reproducer();
            case SDT -> benchCase.types().toString();
            case STAG -> benchCase.layouts().src().canonicalName(problem.rank());
            case TIME -> number(measurement.execution().milliseconds(chosen), unit);
            case WTAG -> benchCase.layouts().weights().canonicalName(problem.weightsRank());
        };
    }

    private static String biasType(@Nullable DataType type) {
        return type == null ? "undef" : type.toString();
    }

    private static String number(double value, double unit) {
        return SignificantDigits.format(value / unit);
    }
}
