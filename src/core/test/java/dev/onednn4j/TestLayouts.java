package dev.onednn4j;

import java.util.List;

/// Layouts of activations by the number of dimensions.
final class TestLayouts {
    private TestLayouts() {}

    static FormatTag plain(int ndims) {
        return switch (ndims) {
            case 3 -> FormatTag.NCW;
            case 4 -> FormatTag.NCHW;
            case 5 -> FormatTag.NCDHW;
            default -> FormatTag.of("abcdef".substring(0, ndims));
        };
    }

    static FormatTag channelsLast(int ndims) {
        return switch (ndims) {
            case 3 -> FormatTag.NWC;
            case 4 -> FormatTag.NHWC;
            default -> FormatTag.NDHWC;
        };
    }

    static FormatTag blocked(int ndims) {
        return FormatTag.of("aBcde".substring(0, ndims) + "16b");
    }

    static List<FormatTag> all(int ndims) {
        return List.of(FormatTag.ANY, plain(ndims), channelsLast(ndims), blocked(ndims));
    }
}
