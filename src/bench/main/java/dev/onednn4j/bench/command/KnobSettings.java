package dev.onednn4j.bench.command;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.CaseAttributes;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.CaseLayouts;
import dev.onednn4j.bench.problem.ColdCacheMode;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.problem.Driver;
import dev.onednn4j.bench.problem.ImplementationFilter;
import dev.onednn4j.bench.problem.MemoryStrides;
import dev.onednn4j.bench.problem.Mode;
import dev.onednn4j.bench.problem.Numerics;
import dev.onednn4j.bench.problem.PostOperations;
import dev.onednn4j.bench.problem.Precision;
import dev.onednn4j.bench.problem.Quantized;
import dev.onednn4j.bench.problem.TagPattern;
import dev.onednn4j.bench.problem.TimeLimit;
import dev.onednn4j.bench.report.PerformanceTemplate;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the knobs read so far have set. The lists multiply: a descriptor becomes one case for each
/// combination.
///
/// Mutable, not thread safe.
final class KnobSettings {
    Mode mode = Mode.PERFORMANCE;
    Driver driver = Driver.CONVOLUTION;
    List<CaseDirection> directions = List.of(CaseDirection.FWD_B);
    List<DataTypes> types = List.of(DataTypes.F32);
    List<Optional<DataType>> biasTypes = List.of(Optional.empty());
    List<TagPattern> srcTags = List.of(TagPattern.ANY);
    List<TagPattern> weightsTags = List.of(TagPattern.ANY);
    List<TagPattern> dstTags = List.of(TagPattern.ANY);
    List<MemoryStrides> strides = List.of(MemoryStrides.NONE);
    List<ConvolutionAlgorithm> algorithms = List.of(ConvolutionAlgorithm.DIRECT);
    List<List<Quantized>> scales = List.of(List.of());
    List<List<Quantized>> zeroPoints = List.of(List.of());
    List<PostOperations> postOps = List.of(PostOperations.NONE);
    List<Numerics> fpmaths = List.of(Numerics.DEFAULT);
    List<AccumulationMode> accumulations = List.of(AccumulationMode.STRICT);
    List<Boolean> deterministics = List.of(false);
    List<String> roundings = List.of("");
    ImplementationFilter filter = ImplementationFilter.ALL;
    List<Long> minibatches = List.of(0L);
    @Nullable Pattern match;

    ImplementationFilter globalFilter = ImplementationFilter.ALL;
    TimeLimit limit = TimeLimit.DEFAULT;
    ColdCacheMode coldCache = ColdCacheMode.NONE;
    long repeats = 1;
    long start;
    PerformanceTemplate template = PerformanceTemplate.DEFAULT;
    boolean templateChosen;
    boolean referenceFails;
    boolean plantsNan;
    boolean verbose;
    boolean failFast;

    /// Fresh settings that keep what `--reset` does not touch: what holds for all problems alike.
    KnobSettings reset() {
        KnobSettings fresh = new KnobSettings();
        fresh.mode = mode;
        fresh.driver = driver;
        fresh.globalFilter = globalFilter;
        fresh.limit = limit;
        fresh.coldCache = coldCache;
        fresh.repeats = repeats;
        fresh.start = start;
        fresh.template = template;
        fresh.templateChosen = templateChosen;
        fresh.referenceFails = referenceFails;
        fresh.plantsNan = plantsNan;
        fresh.verbose = verbose;
        fresh.failFast = failFast;
        return fresh;
    }

    /// The cases that a problem makes under these settings, in benchdnn's order.
    ///
    /// @throws BadInput when a setting is not for such a problem
    List<ConvolutionCase> cases(BenchdnnProblem problem) {
        List<CaseLayouts> layouts = layouts();
        layouts.forEach(layout -> layout.requireFit(problem));
        List<CaseAttributes> attributes = attributes();
        List<ConvolutionCase> cases = new ArrayList<>();
        for (CaseDirection direction : directions) {
            for (Precision precision : precisions()) {
                for (CaseLayouts layout : layouts) {
                    for (ConvolutionAlgorithm algorithm : algorithms) {
                        for (CaseAttributes attribute : attributes) {
                            for (long minibatch : minibatches) {
                                ConvolutionCase made =
                                        new ConvolutionCase(
                                                mode,
                                                problem,
                                                direction,
                                                precision,
                                                layout,
                                                algorithm,
                                                attribute,
                                                filter(),
                                                minibatch,
                                                limit,
                                                coldCache,
                                                template.toString(),
                                                referenceFails,
                                                plantsNan,
                                                verbose);
                                addIfMatched(cases, made);
                            }
                        }
                    }
                }
            }
        }
        return cases;
    }

    private void addIfMatched(List<ConvolutionCase> cases, ConvolutionCase made) {
        if (match == null || made.isMatchedBy(match)) {
            for (long i = 0; i < repeats; i++) {
                cases.add(made);
            }
        }
    }

    private ImplementationFilter filter() {
        return globalFilter.acceptsAll() ? filter : globalFilter;
    }

    private List<Precision> precisions() {
        return types.stream()
                .flatMap(chosen -> biasTypes.stream().map(bias -> new Precision(chosen, bias)))
                .toList();
    }

    private List<CaseLayouts> layouts() {
        List<CaseLayouts> layouts = new ArrayList<>();
        for (TagPattern src : srcTags) {
            for (TagPattern weights : weightsTags) {
                for (TagPattern dst : dstTags) {
                    for (MemoryStrides distance : strides) {
                        layouts.add(new CaseLayouts(src, weights, dst, distance));
                    }
                }
            }
        }
        return layouts;
    }

    private List<CaseAttributes> attributes() {
        List<Numerics> numerics = numerics();
        List<CaseAttributes> attributes = new ArrayList<>();
        for (List<Quantized> scale : scales) {
            for (List<Quantized> zeroPoint : zeroPoints) {
                for (PostOperations chain : postOps) {
                    for (Numerics modes : numerics) {
                        attributes.add(new CaseAttributes(scale, zeroPoint, chain, modes));
                    }
                }
            }
        }
        return attributes;
    }

    private List<Numerics> numerics() {
        List<Numerics> numerics = new ArrayList<>();
        for (Numerics fpmath : fpmaths) {
            for (AccumulationMode accumulation : accumulations) {
                for (boolean deterministic : deterministics) {
                    for (String rounding : roundings) {
                        numerics.add(
                                new Numerics(
                                        fpmath.fpmath(),
                                        fpmath.fpmathForIntegers(),
                                        accumulation,
                                        deterministic,
                                        rounding));
                    }
                }
            }
        }
        return numerics;
    }
}
