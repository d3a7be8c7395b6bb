package dev.onednn4j.bench.problem;

import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.PrimitiveKind;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Pattern;

/// One problem under one combination of settings: what is run, timed and reported.
///
/// @param mode what it is run for
/// @param problem as the descriptor gives it; [#effectiveProblem()] has the minibatch that counts
/// @param minibatch what `--mb` asks for, 0 to leave it to the descriptor
/// @param filter which implementations it may run on
/// @param referenceFails whether running on a reference implementation counts as failing
/// @param coldCache what timed runs do not find in a cache
/// @param template how a line of the report looks, as the user wrote it
/// @param plantsNan whether a check runs a second time with an input that is NaN
/// @param verbose whether the case is named before it runs
public record ConvolutionCase(
        Mode mode,
        BenchdnnProblem problem,
        CaseDirection direction,
        Precision precision,
        CaseLayouts layouts,
        ConvolutionAlgorithm algorithm,
        CaseAttributes attributes,
        ImplementationFilter filter,
        long minibatch,
        TimeLimit limit,
        ColdCacheMode coldCache,
        String template,
        boolean referenceFails,
        boolean plantsNan,
        boolean verbose) {

    /// The same on other implementations.
    public ConvolutionCase filteredBy(ImplementationFilter newFilter) {
        return new ConvolutionCase(
                mode,
                problem,
                direction,
                precision,
                layouts,
                algorithm,
                attributes,
                newFilter,
                minibatch,
                limit,
                coldCache,
                template,
                referenceFails,
                plantsNan,
                verbose);
    }

    public BenchdnnProblem effectiveProblem() {
        return minibatch == 0 ? problem : problem.withMinibatch(minibatch);
    }

    /// The dimensions of dst behind a fused depthwise convolution; those of dst where there is
    /// none.
    public long[] fusedDims() {
        long[] dims = effectiveProblem().dstDims();
        attributes
                .postOps()
                .depthwise()
                .ifPresent(
                        fused -> {
                            for (int d = 2; d < dims.length; d++) {
                                dims[d] = Math.ceilDiv(dims[d], fused.stride());
                            }
                        });
        return dims;
    }

    public DataTypes types() {
        return precision.types();
    }

    /// The type of the bias, null when there is none. A direction with bias adds it in f32.
    @Nullable
    public DataType biasType() {
        if (direction.hasBias()) {
            return types().weights() == DataType.F64 ? DataType.F64 : DataType.F32;
        }
        return precision.bias().orElse(null);
    }

    /// Whether `--check-ref-impl` forbids an implementation.
    public boolean isRefused(String implementation) {
        PrimitiveKind kind =
                problem.driver().isTransposed()
                        ? PrimitiveKind.DECONVOLUTION
                        : PrimitiveKind.CONVOLUTION;
        return referenceFails && new Implementation(implementation).isReference(kind);
    }

    /// The algorithm by benchdnn's name.
    public String algorithmName() {
        return switch (algorithm) {
            case DIRECT -> "direct";
            case WINOGRAD -> "wino";
            case AUTO -> "auto";
        };
    }

    public static ConvolutionAlgorithm algorithmNamed(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "direct", "convolution_direct" -> ConvolutionAlgorithm.DIRECT;
            case "wino", "convolution_wino" -> ConvolutionAlgorithm.WINOGRAD;
            case "auto", "convolution_auto" -> ConvolutionAlgorithm.AUTO;
            default ->
                    throw new BadInput(
                            BadInput.quote(text)
                                    + " is no algorithm; expected DIRECT, WINO or AUTO");
        };
    }

    public boolean isMatchedBy(Pattern pattern) {
        return pattern.matcher(reproducer()).find();
    }

    /// The arguments that run exactly this case, here and in benchdnn. Defaults are left out.
    public String reproducer() {
        StringBuilder line = new StringBuilder("--mode=" + mode + " ");
        if (mode == Mode.PERFORMANCE) {
            appendLimit(line);
        }
        if (referenceFails) {
            line.append("--check-ref-impl=true ");
        }
        if (plantsNan) {
            line.append("--plant-nan=true ");
        }
        line.append("--").append(problem.driver()).append(' ');
        return line.append(settings()).append(effectiveProblem()).toString();
    }

    private void appendLimit(StringBuilder line) {
        if (coldCache != ColdCacheMode.NONE) {
            line.append("--cold-cache=").append(coldCache.word()).append(' ');
        }
        if (limit.milliseconds() != TimeLimit.DEFAULT_MILLISECONDS) {
            line.append("--max-ms-per-prb=")
                    .append(SignificantDigits.format(limit.milliseconds()))
                    .append(' ');
        }
        if (limit.runs() != 0) {
            line.append("--fix-times-per-prb=").append(limit.runs()).append(' ');
        }
    }

    /// The knobs that differ from the driver's defaults, each followed by a space.
    public String settings() {
        StringBuilder line = new StringBuilder();
        append(line, "dir", direction, CaseDirection.FWD_B);
        append(line, "dt", types(), DataTypes.F32);
        if (!direction.hasBias()) {
            append(line, "bia-dt", precision.bias().map(DataType::toString).orElse(""), "");
        }
        append(line, "stag", layouts.src(), TagPattern.ANY);
        append(line, "wtag", layouts.weights(), TagPattern.ANY);
        append(line, "dtag", layouts.dst(), TagPattern.ANY);
        append(line, "strides", layouts.strides(), MemoryStrides.NONE);
        append(line, "alg", algorithmName(), "direct");
        line.append(attributes.knobs());
        if (!filter.acceptsAll()) {
            line.append(filter).append(' ');
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String knob, Object value, Object whenDefault) {
        if (!value.equals(whenDefault)) {
            line.append("--").append(knob).append('=').append(value).append(' ');
        }
    }
}
