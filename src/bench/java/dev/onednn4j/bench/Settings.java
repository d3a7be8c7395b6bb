package dev.onednn4j.bench;

import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the knobs read so far have set. The lists multiply: a descriptor becomes one case for each
/// combination.
///
/// Mutable, not thread safe.
final class Settings {
    Mode mode = Mode.PERFORMANCE;
    Driver driver = Driver.CONVOLUTION;
    List<Direction> directions = List.of(Direction.FWD_B);
    List<DataTypes> types = List.of(DataTypes.F32);
    List<Optional<DataType>> biasTypes = List.of(Optional.empty());
    List<TagPattern> srcTags = List.of(TagPattern.ANY);
    List<TagPattern> weightsTags = List.of(TagPattern.ANY);
    List<TagPattern> dstTags = List.of(TagPattern.ANY);
    List<ConvolutionAlgorithm> algorithms = List.of(ConvolutionAlgorithm.DIRECT);
    List<Long> minibatches = List.of(0L);
    @Nullable Pattern match;

    TimeLimit limit = TimeLimit.DEFAULT;
    PerformanceTemplate template = PerformanceTemplate.DEFAULT;
    boolean templateChosen;
    boolean verbose;
    boolean failFast;

    /// Fresh settings that keep what `--reset` does not touch: mode, driver, limits, template and
    /// what is told.
    Settings reset() {
        Settings fresh = new Settings();
        fresh.mode = mode;
        fresh.driver = driver;
        fresh.failFast = failFast;
        fresh.limit = limit;
        fresh.template = template;
        fresh.templateChosen = templateChosen;
        fresh.verbose = verbose;
        return fresh;
    }

    /// The cases that a problem makes under these settings, in benchdnn's order.
    ///
    /// @throws BadInput when a setting is not for such a problem
    List<ConvolutionCase> cases(ConvolutionProblem problem) {
        layouts().forEach(layout -> layout.requireFit(problem));
        Pattern wanted = match;
        return directions.stream()
                .flatMap(direction -> casesOf(problem, direction))
                .filter(candidate -> wanted == null || candidate.isMatchedBy(wanted))
                .toList();
    }

    private Stream<ConvolutionCase> casesOf(ConvolutionProblem problem, Direction direction) {
        return precisions()
                .flatMap(
                        precision ->
                                layouts()
                                        .flatMap(
                                                layout ->
                                                        casesOf(
                                                                problem, direction, precision,
                                                                layout)));
    }

    private Stream<ConvolutionCase> casesOf(
            ConvolutionProblem problem, Direction direction, Precision precision, Layouts layout) {
        return algorithms.stream()
                .flatMap(
                        algorithm ->
                                minibatches.stream()
                                        .map(
                                                minibatch ->
                                                        new ConvolutionCase(
                                                                mode, problem, direction, precision,
                                                                layout, algorithm, minibatch, limit,
                                                                template, verbose)));
    }

    private Stream<Precision> precisions() {
        return types.stream()
                .flatMap(chosen -> biasTypes.stream().map(bias -> new Precision(chosen, bias)));
    }

    private Stream<Layouts> layouts() {
        return srcTags.stream()
                .flatMap(
                        src ->
                                weightsTags.stream()
                                        .flatMap(
                                                weights ->
                                                        dstTags.stream()
                                                                .map(
                                                                        dst ->
                                                                                new Layouts(
                                                                                        src,
                                                                                        weights,
                                                                                        dst))));
    }
}
