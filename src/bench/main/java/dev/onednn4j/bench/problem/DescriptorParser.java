package dev.onednn4j.bench.problem;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads one problem descriptor, `g1mb2_ic64ih56_oc64oh56_kh3_sh1_ph1_dh0_n"name"`.
///
/// Keys come in any order, the last of a repeated key counts, `_` separates for readability only,
/// and `n` takes the rest. Left out: `mb` is 2, strides are 1, dilations 0 (none), `g` means
/// weights without the group dimension. The output follows from the padding (0 when that is missing
/// too), or the padding from the output. A 2-D problem without width is square, a 3-D problem
/// without height and width is cubic.
final class DescriptorParser {
    private static final String AXIS_LETTERS = "dhw";
    private static final String AXIS_KEYS = "iokspd";
    private static final List<String> PLAIN_KEYS = List.of("g", "mb", "ic", "oc");

    private final String text;
    private final Driver driver;
    private final Map<String, Long> values = new HashMap<>();
    private String name = "";

    DescriptorParser(String text, Driver driver) {
        this.text = text;
        this.driver = driver;
    }

    BenchdnnProblem parse() {
        try {
            scan();
            long groups = values.containsKey("g") ? mandatory("g") : 1;
            return new BenchdnnProblem(
                    driver,
                    values.containsKey("g"),
                    groups,
                    value("mb", BenchdnnProblem.DEFAULT_MINIBATCH),
                    mandatory("ic"),
                    mandatory("oc"),
                    axes(),
                    name);
        } catch (ArithmeticException overflow) {
            throw new BadInput("the sizes overflow 64 bits").within(text);
        } catch (BadInput wrong) {
            throw wrong.within(text);
        }
    }

    private void scan() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '_') {
                at++;
            } else if (c == 'n') {
                name = text.substring(at + 1);
                return;
            } else {
                at = scanSetting(at);
            }
        }
    }

    private int scanSetting(int at) {
        String key = keyAt(at);
        if (key == null) {
            throw new BadInput("no descriptor key begins at " + BadInput.quote(text.substring(at)));
        }
        int start = at + key.length();
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        String digits = text.substring(start, end);
        if (digits.isEmpty()) {
            throw new BadInput("'" + key + "' is followed by no number");
        }
        try {
            values.put(key, Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            throw new BadInput(BadInput.quote(key + digits) + " is too large a number");
        }
        return end;
    }

    private @Nullable String keyAt(int at) {
        for (String key : PLAIN_KEYS) {
            if (text.startsWith(key, at)) {
                return key;
            }
        }
        boolean axisKey =
                at + 1 < text.length()
                        && AXIS_KEYS.indexOf(text.charAt(at)) >= 0
                        && AXIS_LETTERS.indexOf(text.charAt(at + 1)) >= 0;
        return axisKey ? text.substring(at, at + 2) : null;
    }

    private List<SpatialAxis> axes() {
        SpatialAxis depth = axis('d');
        SpatialAxis height = axis('h');
        SpatialAxis width = axis('w');
        if (depth != null) {
            if (height == null && width == null) {
                return List.of(depth, depth, depth);
            }
            if (height == null || width == null) {
                String missing = height == null ? "height" : "width";
                throw new BadInput(
                        "a 3-D problem has height and width or neither; only the "
                                + missing
                                + " is missing");
            }
            return List.of(depth, height, width);
        }
        if (height != null) {
            return List.of(height, width == null ? height : width);
        }
        if (width != null) {
            return List.of(width);
        }
        throw new BadInput("no spatial size is given: 'ih' (or 'iw', 'id') is missing");
    }

    private @Nullable SpatialAxis axis(char letter) {
        long input = value("i" + letter, 0);
        long output = value("o" + letter, 0);
        long kernel = value("k" + letter, 0);
        long stride = values.containsKey("s" + letter) ? mandatory("s" + letter) : 1;
        long dilation = value("d" + letter, 0);
        long padding = value("p" + letter, -1);
        if ((input | output | kernel | dilation) == 0 && stride == 1 && padding < 1) {
            return null;
        }
        mandatory("i" + letter);
        mandatory("k" + letter);
        if (output == 0) {
            padding = Math.max(padding, 0);
            output =
                    driver.isTransposed()
                            ? SpatialAxis.derivedTransposedOutput(
                                    input, kernel, stride, padding, dilation)
                            : SpatialAxis.derivedOutput(input, kernel, stride, padding, dilation);
        } else if (padding < 0) {
            padding =
                    driver.isTransposed()
                            ? SpatialAxis.derivedPadding(output, input, kernel, stride, dilation)
                            : SpatialAxis.derivedPadding(input, output, kernel, stride, dilation);
        }
        SpatialAxis axis = new SpatialAxis(input, output, kernel, stride, padding, dilation);
        SpatialAxis gathering = driver.isTransposed() ? axis.exchanged() : axis;
        if (output <= 0 || !gathering.fits()) {
            throw new BadInput(
                    driver.isTransposed() ? transposedMisfit(letter, axis) : misfit(letter, axis));
        }
        return axis;
    }

    private static String transposedMisfit(char letter, SpatialAxis axis) {
        return "a deconvolution of i%c%d k%c%d s%c%d p%c%d d%c%d has no o%c%d"
                .formatted(
                        letter,
                        axis.input(),
                        letter,
                        axis.kernel(),
                        letter,
                        axis.stride(),
                        letter,
                        axis.padding(),
                        letter,
                        axis.dilation(),
                        letter,
                        axis.output());
    }

    private static String misfit(char letter, SpatialAxis axis) {
        String source = "i%c%d".formatted(letter, axis.input());
        String kernel = "k%c%d d%c%d".formatted(letter, axis.kernel(), letter, axis.dilation());
        String padding = "p%c%d".formatted(letter, Math.max(0, axis.padding()));
        return axis.output() <= 0
                ? "the kernel %s does not fit into %s %s".formatted(kernel, source, padding)
                : "o%c%d is too small for %s %s s%c%d %s"
                        .formatted(
                                letter,
                                axis.output(),
                                source,
                                kernel,
                                letter,
                                axis.stride(),
                                padding);
    }

    private long value(String key, long absent) {
        return values.getOrDefault(key, absent);
    }

    private long mandatory(String key) {
        long value = value(key, 0);
        if (value == 0) {
            throw new BadInput("'" + key + "' is " + (values.containsKey(key) ? "0" : "missing"));
        }
        return value;
    }
}
