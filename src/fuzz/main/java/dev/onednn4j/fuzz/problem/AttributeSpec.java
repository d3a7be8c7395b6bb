package dev.onednn4j.fuzz.problem;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.Granularity;
import dev.onednn4j.QuantizedArgument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The attributes of a problem.
///
/// @param fpmathForIntegers whether the mode holds for integer tensors too
public record AttributeSpec(
        List<Quantity> scales,
        List<Quantity> zeroPoints,
        List<PostOpSpec> postOps,
        FpmathMode fpmath,
        boolean fpmathForIntegers,
        AccumulationMode accumulation,
        boolean deterministic) {
    /// None.
    public static final AttributeSpec NONE =
            new AttributeSpec(
                    List.of(),
                    List.of(),
                    List.of(),
                    FpmathMode.STRICT,
                    false,
                    AccumulationMode.STRICT,
                    false);

    private static final String SCALES = "attr-scales";
    private static final String ZERO_POINTS = "attr-zero-points";
    private static final String POST_OPS = "attr-post-ops";
    private static final String FPMATH = "attr-fpmath";
    private static final String ACCUMULATION = "attr-acc-mode";
    private static final String DETERMINISTIC = "attr-deterministic";

    /// The names of the knobs.
    static final List<String> KNOBS =
            List.of(SCALES, ZERO_POINTS, POST_OPS, FPMATH, ACCUMULATION, DETERMINISTIC);

    /// Reads what knobs say about attributes.
    static AttributeSpec of(Map<String, String> knobs) {
        String fpmath = knobs.getOrDefault(FPMATH, "strict");
        return new AttributeSpec(
                knobs.containsKey(SCALES) ? Quantity.parseAll(knobs.get(SCALES)) : List.of(),
                knobs.containsKey(ZERO_POINTS)
                        ? Quantity.parseAll(knobs.get(ZERO_POINTS))
                        : List.of(),
                knobs.containsKey(POST_OPS)
                        ? Arrays.stream(knobs.get(POST_OPS).split("\\+", -1))
                                .map(PostOpSpec::parse)
                                .toList()
                        : List.of(),
                FpmathMode.valueOf(fpmath.replace(":true", "").toUpperCase(Locale.ROOT)),
                fpmath.endsWith(":true"),
                AccumulationMode.valueOf(
                        knobs.getOrDefault(ACCUMULATION, "strict").toUpperCase(Locale.ROOT)),
                Boolean.parseBoolean(knobs.get(DETERMINISTIC)));
    }

    /// Whether dst is read before it is written.
    public boolean readsDst() {
        return postOps.stream().anyMatch(PostOpSpec.Addition.class::isInstance);
    }

    /// Whether sums may be rounded on the way.
    public boolean roundsSums() {
        return accumulation == AccumulationMode.RELAXED
                || accumulation == AccumulationMode.ANY
                || accumulation == AccumulationMode.F16;
    }

    /// The scales of a tensor.
    public boolean hasScales(QuantizedArgument argument) {
        return scales.stream().anyMatch(each -> each.argument() == argument);
    }

    /// The same with other post-ops.
    public AttributeSpec withPostOps(List<PostOpSpec> others) {
        return new AttributeSpec(
                scales,
                zeroPoints,
                List.copyOf(others),
                fpmath,
                fpmathForIntegers,
                accumulation,
                deterministic);
    }

    /// The same with other scales and zero points.
    public AttributeSpec withQuantities(List<Quantity> otherScales, List<Quantity> otherZeros) {
        return new AttributeSpec(
                List.copyOf(otherScales),
                List.copyOf(otherZeros),
                postOps,
                fpmath,
                fpmathForIntegers,
                accumulation,
                deterministic);
    }

    /// The same with other numerical modes.
    public AttributeSpec withModes(
            FpmathMode mode, boolean integers, AccumulationMode sums, boolean exact) {
        return new AttributeSpec(scales, zeroPoints, postOps, mode, integers, sums, exact);
    }

    /// Simpler ones, the simplest first.
    public List<AttributeSpec> simpler() {
        List<AttributeSpec> simpler = new ArrayList<>();
        if (equals(NONE)) {
            return simpler;
        }
        simpler.add(NONE);
        if (!withModes(FpmathMode.STRICT, false, AccumulationMode.STRICT, false).equals(this)) {
            simpler.add(withModes(FpmathMode.STRICT, false, AccumulationMode.STRICT, false));
            simpler.add(withModes(FpmathMode.STRICT, false, accumulation, false));
            simpler.add(withModes(fpmath, fpmathForIntegers, AccumulationMode.STRICT, false));
        }
        simpler.add(withPostOps(List.of()));
        simpler.add(withQuantities(List.of(), List.of()));
        for (int i = 0; i < scales.size(); i++) {
            simpler.add(withQuantities(without(scales, i), zeroPoints));
            simpler.add(withQuantities(common(scales, i), zeroPoints));
        }
        for (int i = 0; i < zeroPoints.size(); i++) {
            simpler.add(withQuantities(scales, without(zeroPoints, i)));
            simpler.add(withQuantities(scales, common(zeroPoints, i)));
        }
        for (int i = 0; i < postOps.size(); i++) {
            simpler.add(withPostOps(without(postOps, i)));
            for (PostOpSpec other : postOps.get(i).simpler()) {
                List<PostOpSpec> changed = new ArrayList<>(postOps);
                changed.set(i, other);
                simpler.add(withPostOps(changed));
            }
        }
        simpler.removeIf(this::equals);
        return simpler;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> fewer = new ArrayList<>(all);
        fewer.remove(index);
        return fewer;
    }

    private static List<Quantity> common(List<Quantity> all, int index) {
        List<Quantity> changed = new ArrayList<>(all);
        changed.set(index, new Quantity(all.get(index).argument(), Granularity.COMMON));
        return changed;
    }

    /// The knobs, `--attr-…=…`, of what is not the default.
    List<String> knobs() {
        List<String> knobs = new ArrayList<>();
        if (!scales.isEmpty()) {
            knobs.add(knob(SCALES, Quantity.text(scales)));
        }
        if (!zeroPoints.isEmpty()) {
            knobs.add(knob(ZERO_POINTS, Quantity.text(zeroPoints)));
        }
        if (!postOps.isEmpty()) {
            knobs.add(
                    knob(
                            POST_OPS,
                            postOps.stream()
                                    .map(PostOpSpec::toString)
                                    .collect(Collectors.joining("+"))));
        }
        if (fpmath != FpmathMode.STRICT || fpmathForIntegers) {
            knobs.add(knob(FPMATH, lower(fpmath) + (fpmathForIntegers ? ":true" : "")));
        }
        if (accumulation != AccumulationMode.STRICT) {
            knobs.add(knob(ACCUMULATION, lower(accumulation)));
        }
        if (deterministic) {
            knobs.add(knob(DETERMINISTIC, "true"));
        }
        return knobs;
    }

    private static String lower(Enum<?> mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String knob(String name, String value) {
        return "--" + name + "=" + value;
    }
}
