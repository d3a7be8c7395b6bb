package dev.onednn4j.internal.attribute;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.RoundingMode;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Native;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The attributes that say how numbers are rounded and summed.
public record NumericalModes(
        FpmathMode fpmath,
        boolean fpmathForIntegers,
        AccumulationMode accumulation,
        boolean deterministic,
        RoundingMode dstRounding) {
    public static final NumericalModes DEFAULT =
            new NumericalModes(
                    FpmathMode.STRICT,
                    false,
                    AccumulationMode.STRICT,
                    false,
                    RoundingMode.ENVIRONMENT);

    public void apply(MemorySegment attributes) {
        check(
                onednn_h.dnnl_primitive_attr_set_fpmath_mode_v2(
                        attributes, fpmath.value(), fpmathForIntegers ? 1 : 0),
                "dnnl_primitive_attr_set_fpmath_mode_v2");
        check(
                onednn_h.dnnl_primitive_attr_set_accumulation_mode(
                        attributes, accumulation.value()),
                "dnnl_primitive_attr_set_accumulation_mode");
        check(
                onednn_h.dnnl_primitive_attr_set_deterministic(attributes, deterministic ? 1 : 0),
                "dnnl_primitive_attr_set_deterministic");
        if (dstRounding != RoundingMode.ENVIRONMENT) {
            check(
                    onednn_h.dnnl_primitive_attr_set_rounding(
                            attributes, onednn_h.DNNL_ARG_DST_0(), dstRounding.value()),
                    "dnnl_primitive_attr_set_rounding");
        }
    }

    private void check(int status, String function) {
        Native.check(status, function, this::toString);
    }

    /// Those that are not the default, as arguments of benchdnn.
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (fpmath != FpmathMode.STRICT || fpmathForIntegers) {
            String integers = fpmathForIntegers ? ":true" : "";
            arguments.add("--attr-fpmath=" + lower(fpmath) + integers);
        }
        if (accumulation != AccumulationMode.STRICT) {
            arguments.add("--attr-acc-mode=" + lower(accumulation));
        }
        if (deterministic) {
            arguments.add("--attr-deterministic=true");
        }
        if (dstRounding != RoundingMode.ENVIRONMENT) {
            arguments.add("--attr-rounding-mode=dst:" + lower(dstRounding));
        }
        return arguments;
    }

    private static String lower(Enum<?> mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
