package dev.onednn4j;

/// Implementations that crash or compute wrongly in releases of oneDNN that this library works
/// with. They are passed over for the problems concerned, where the next implementation takes their
/// place.
final class KnownDefects {
    private KnownDefects() {}

    /// Whether an implementation must not be used for a forward convolution.
    static boolean concerns(String implementation, ConvolutionShape shape) {
        return implementation.startsWith("brg_conv_fwd:")
                && isBefore(3, 13, 1)
                && hasColumnInPadding(shape);
    }

    private static boolean isBefore(int major, int minor, int patch) {
        OneDnn.Version version = OneDnn.version();
        if (version.major() != major) {
            return version.major() < major;
        }
        return version.minor() < minor || (version.minor() == minor && version.patch() < patch);
    }

    /// Whether some column of dst sees nothing but padding. Where a whole block of columns does,
    /// the BRGEMM convolution calls a kernel it never made (oneDNN issue 5942, mended by pull
    /// request 5944 after 3.13.0); how it forms blocks it does not tell.
    private static boolean hasColumnInPadding(ConvolutionShape shape) {
        int last = shape.input().length - 1;
        long width = shape.input()[last];
        long step = shape.dilation()[last];
        for (long column = 0; column < shape.output()[last]; column++) {
            long start = column * shape.strides()[last] - shape.paddingLeft()[last];
            long tap = start >= 0 ? 0 : (-start + step - 1) / step;
            if (tap >= shape.kernel()[last] || start + tap * step >= width) {
                return true;
            }
        }
        return false;
    }
}
