package dev.onednn4j.internal.attribute;

import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PoolingAlgorithm;
import dev.onednn4j.QuantizedArgument;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Words of benchdnn's language, for messages.
public final class Benchdnn {
    private Benchdnn() {}

    /// The strides of a layout that no tag describes: `98x49x7x1`.
    public static String strides(MemoryDescriptor descriptor) {
        return Arrays.stream(descriptor.strides())
                .mapToObj(Long::toString)
                .collect(Collectors.joining("x"));
    }

    /// The dimensions of a tensor: `2x64x7x7`.
    public static String dims(MemoryDescriptor descriptor) {
        return Arrays.stream(descriptor.dims())
                .mapToObj(Long::toString)
                .collect(Collectors.joining("x"));
    }

    /// The direction of a forward pass.
    public static String forward(boolean training, boolean biased) {
        return training ? (biased ? "FWD_B" : "FWD_D") : "FWD_I";
    }

    /// The direction of a primitive with weights.
    public static String direction(Pass pass, boolean training, boolean biased) {
        return switch (pass) {
            case FORWARD -> forward(training, biased);
            case BACKWARD_DATA -> "BWD_D";
            case BACKWARD_WEIGHTS -> biased ? "BWD_WB" : "BWD_W";
        };
    }

    /// A problem with the attributes that are not the defaults.
    public static String problem(String knobs, AttributeSet attributes, String shape) {
        return knobs + (attributes.isDefault() ? " " : " " + attributes + " ") + shape;
    }

    /// An element-wise function: `relu`, `relu_dst`.
    public static String word(EltwiseAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT).replace("_use_dst_for_bwd", "_dst");
    }

    /// What a pooling takes: `max`, `avg_p`, `avg_np`.
    public static String word(PoolingAlgorithm algorithm) {
        return switch (algorithm) {
            case MAX -> "max";
            case AVG_INCLUDE_PADDING -> "avg_p";
            case AVG_EXCLUDE_PADDING -> "avg_np";
        };
    }

    /// A tensor that scales belong to.
    public static String word(QuantizedArgument argument) {
        return switch (argument) {
            case SRC, DST -> argument.toString();
            case SRC_1 -> "src1";
            case WEIGHTS -> "wei";
            case DEPTHWISE_WEIGHTS -> "attr_post_op_dw_wei";
            case DEPTHWISE_DST -> "attr_post_op_dw_dst";
        };
    }
}
