package dev.onednn4j.bench.command;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.ColdCacheMode;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.problem.ImplementationFilter;
import dev.onednn4j.bench.problem.KnobValue;
import dev.onednn4j.bench.problem.MemoryStrides;
import dev.onednn4j.bench.problem.Mode;
import dev.onednn4j.bench.problem.Numerics;
import dev.onednn4j.bench.problem.PostOperations;
import dev.onednn4j.bench.problem.Quantized;
import dev.onednn4j.bench.problem.TagPattern;
import dev.onednn4j.bench.problem.TimeLimit;
import dev.onednn4j.bench.report.PerformanceTemplate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The knobs that change [KnobSettings]. An empty value goes back to the default.
enum Knob {
    DIR(
            "DIR,...",
            "What to compute: FWD_B (default, with bias), FWD_D, FWD_I; backward BWD_D (by data),"
                    + " BWD_W (by weights), BWD_WB (by weights and bias).",
            (settings, value) ->
                    settings.directions =
                            KnobValue.list(value, List.of(CaseDirection.FWD_B), CaseDirection::of)),
    DT(
            "DT,...",
            "Data types: one for all tensors, or src:weights:dst. Default f32.",
            (settings, value) ->
                    settings.types = KnobValue.list(value, List.of(DataTypes.F32), DataTypes::of)),
    CFG(
            "CFG,...",
            "The same by benchdnn's older names, such as u8s8f32.",
            (settings, value) ->
                    settings.types =
                            KnobValue.list(
                                    value, List.of(DataTypes.F32), DataTypes::ofConfiguration)),
    BIA_DT(
            "DT,...",
            "Data type of the bias, undef (default) for none. FWD_B and BWD_WB have one in f32.",
            (settings, value) ->
                    settings.biasTypes =
                            KnobValue.list(value, List.of(Optional.empty()), DataTypes::optional)),
    STAG(
            "TAG,...",
            "Layout of the source: any (default: oneDNN chooses), a tag such as nhwc or aBcd16b, or"
                    + " one for any rank: abx, axb, xba, aBx16b.",
            (settings, value) -> settings.srcTags = tags(value)),
    WTAG(
            "TAG,...",
            "Layout of the weights.",
            (settings, value) -> settings.weightsTags = tags(value)),
    DTAG(
            "TAG,...",
            "Layout of the destination.",
            (settings, value) -> settings.dstTags = tags(value)),
    STRIDES(
            "S:W:D,...",
            "Distances in memory of source, weights and destination, such as 4096x1x64x8::, instead"
                    + " of tags.",
            (settings, value) ->
                    settings.strides =
                            KnobValue.list(value, List.of(MemoryStrides.NONE), MemoryStrides::of)),
    ALG(
            "ALG,...",
            "DIRECT (default), WINO or AUTO.",
            (settings, value) ->
                    settings.algorithms =
                            KnobValue.list(
                                    value,
                                    List.of(ConvolutionAlgorithm.DIRECT),
                                    ConvolutionCase::algorithmNamed)),
    ATTR_SCALES(
            "ARG:MASK[:VALUE]...,...",
            "Scales, such as src:common:0.25+wei:per_oc. MASK is common, per_oc, ... or a number.",
            (settings, value) ->
                    settings.scales = KnobValue.listWithEmpty(value, Quantized::scales)),
    ATTR_ZERO_POINTS(
            "ARG:MASK[:VALUE]...,...",
            "Zero points, such as src:common:2+dst:per_oc.",
            (settings, value) ->
                    settings.zeroPoints = KnobValue.listWithEmpty(value, Quantized::zeroPoints)),
    ATTR_POST_OPS(
            "CHAIN,...",
            "Post-operations in order, joined by +: sum[:scale[:zp[:dt]]], relu[:alpha[:beta]] and"
                    + " the other functions, add:dt[:mask[:tag]] and the other binary ones, select,"
                    + " prelu[:mask], dw:k3s1p1[:dt].",
            (settings, value) ->
                    settings.postOps = KnobValue.listWithEmpty(value, PostOperations::of)),
    ATTR_FPMATH(
            "MODE[:true],...",
            "How far f32 may be rounded on the way: strict (default), bf16, f16, tf32, any.",
            (settings, value) ->
                    settings.fpmaths =
                            KnobValue.list(
                                    value,
                                    List.of(Numerics.DEFAULT),
                                    Numerics.DEFAULT::withFpmath)),
    ATTR_ACC_MODE(
            "MODE,...",
            "What sums are kept in: strict (default), relaxed, any, f32, s32, f16.",
            (settings, value) ->
                    settings.accumulations =
                            KnobValue.list(
                                    value,
                                    List.of(AccumulationMode.STRICT),
                                    Numerics::accumulationNamed)),
    ATTR_DETERMINISTIC(
            "BOOL,...",
            "Whether runs must give the same bits. Default false.",
            (settings, value) ->
                    settings.deterministics =
                            KnobValue.list(value, List.of(false), Numerics::truth)),
    ATTR_ROUNDING_MODE(
            "ARG:MODE,...",
            "How results are rounded: environment (default) or stochastic.",
            (settings, value) ->
                    settings.roundings =
                            KnobValue.list(value, List.of(""), Numerics::roundingNamed)),
    IMPL(
            "NAME,...",
            "Runs on the first implementation whose name contains one of these.",
            (settings, value) -> settings.filter = ImplementationFilter.wanted(value)),
    SKIP_IMPL(
            "NAME,...",
            "Passes over implementations whose name contains one of these.",
            (settings, value) -> settings.filter = ImplementationFilter.skipped(value)),
    GLOBAL_IMPL(
            "NAME,...",
            "As --impl, whatever batch files say.",
            (settings, value) -> settings.globalFilter = ImplementationFilter.wanted(value)),
    GLOBAL_SKIP_IMPL(
            "NAME,...",
            "As --skip-impl, whatever batch files say.",
            (settings, value) -> settings.globalFilter = ImplementationFilter.skipped(value)),
    MB(
            "N,...",
            "Overrides the minibatch of the descriptors; 0 (default) keeps it.",
            (settings, value) ->
                    settings.minibatches =
                            KnobValue.list(value, List.of(0L), KnobValue::wholeNumber)),
    MATCH(
            "REGEX",
            "Runs only problems in whose line (knobs and descriptor) this is found.",
            (settings, value) ->
                    settings.match = value.isEmpty() ? null : KnobValue.pattern(value)),
    MODE(
            "MODE",
            "P (default): performance. C: correctness, against a reference in Java. L: lists what"
                    + " would run.",
            (settings, value) ->
                    settings.mode = value.isEmpty() ? Mode.PERFORMANCE : Mode.of(value)),
    MAX_MS_PER_PRB(
            "MS",
            "Times each problem until its runs add up to this, at least 5 runs. Default 3000, from"
                    + " 10 to 60000.",
            (settings, value) ->
                    settings.limit =
                            settings.limit.withMilliseconds(
                                    value.isEmpty()
                                            ? TimeLimit.DEFAULT_MILLISECONDS
                                            : KnobValue.decimal(value))),
    FIX_TIMES_PER_PRB(
            "N",
            "Times exactly N runs instead.",
            (settings, value) ->
                    settings.limit =
                            settings.limit.withRuns(
                                    value.isEmpty() ? 0 : KnobValue.wholeNumber(value))),
    COLD_CACHE(
            "MODE",
            "What timed runs find in memory and not in a cache: none (default), wei (the weights),"
                    + " all (every tensor).",
            (settings, value) ->
                    settings.coldCache =
                            value.isEmpty() ? ColdCacheMode.NONE : ColdCacheMode.parse(value)),
    REPEATS_PER_PRB(
            "N",
            "Runs every problem N times. Default 1.",
            (settings, value) ->
                    settings.repeats = value.isEmpty() ? 1 : KnobValue.positiveNumber(value)),
    START(
            "N",
            "Leaves out the first N problems.",
            (settings, value) ->
                    settings.start = value.isEmpty() ? 0 : KnobValue.wholeNumber(value)),
    CHECK_REF_IMPL(
            "BOOL",
            "Whether a problem fails that runs on a reference implementation. Default false.",
            (settings, value) ->
                    settings.referenceFails = !value.isEmpty() && Numerics.truth(value)),
    PLANT_NAN(
            "BOOL",
            "Whether --mode=C runs each floating-point problem a second time with one input that is"
                    + " NaN, which must reach the results that depend on it and no other. Default"
                    + " false.",
            (settings, value) -> settings.plantsNan = !value.isEmpty() && Numerics.truth(value)),
    PERF_TEMPLATE(
            "TEMPLATE",
            "What a line of the report holds: def, csv, or text with fields such as"
                    + " %name%,%-time%,%0Gflops%.",
            (settings, value) -> {
                settings.template = PerformanceTemplate.of(value);
                settings.templateChosen = true;
            }),
    VERBOSE(
            "N",
            "From 1 on, names each problem before it runs. Short: -vN.",
            (settings, value) ->
                    settings.verbose = !value.isEmpty() && KnobValue.wholeNumber(value) > 0);

    /// What a value does.
    private interface Change {
        void apply(KnobSettings settings, String value);
    }

    private final String valueLabel;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // none of them captures anything
    private final Change change;

    Knob(String valueLabel, String description, Change change) {
        this.valueLabel = valueLabel;
        this.description = description;
        this.change = change;
    }

    /// The knob of an option `--name`.
    static Optional<Knob> named(String option) {
        return Arrays.stream(values()).filter(knob -> knob.option().equals(option)).findFirst();
    }

    /// The options that a mistyped one may have meant: the closest that are close enough.
    static List<String> similarTo(String option) {
        Map<Integer, List<String>> byDistance =
                Arrays.stream(values())
                        .map(Knob::option)
                        .collect(
                                Collectors.groupingBy(
                                        candidate -> Spelling.distance(option, candidate),
                                        TreeMap::new,
                                        Collectors.toList()));
        int tolerance = (option.length() + 1) / 3;
        return byDistance.entrySet().stream()
                .filter(entry -> entry.getKey() <= tolerance)
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    /// `--name`
    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What stands for the value in help texts.
    String valueLabel() {
        return valueLabel;
    }

    String description() {
        return description;
    }

    /// Changes the settings.
    ///
    /// @throws BadInput naming the option, when the value makes no sense
    void apply(KnobSettings settings, String value) {
        try {
            change.apply(settings, value);
        } catch (BadInput wrong) {
            throw new BadInput(option() + ": " + wrong.getMessage());
        }
    }

    private static List<TagPattern> tags(String value) {
        return KnobValue.list(value, List.of(TagPattern.ANY), TagPattern::of);
    }
}
