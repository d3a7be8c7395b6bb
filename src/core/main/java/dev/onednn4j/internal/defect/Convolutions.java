package dev.onednn4j.internal.defect;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import org.jspecify.annotations.Nullable;

/// Questions about convolutions that several defects depend on. A deconvolution is computed as the
/// convolution that is its mirror image: sizes here are those of that convolution.
final class Convolutions {
    private Convolutions() {}

    /// The forward convolution that computes a problem: itself where each element of the result is
    /// a sum over the taps of a kernel, as in a convolution forward and a deconvolution backward by
    /// data. The others, with strides of 1, are computed as the forward convolution with the kernel
    /// turned round; null for gradients by weights.
    static @Nullable ConvolutionShape gathering(Problem problem) {
        if (sumsUp(problem)) {
            return null;
        }
        return scatters(problem) ? turned(problem.convolution()) : problem.convolution();
    }

    private static ConvolutionShape turned(ConvolutionShape shape) {
        int spatial = shape.kernel().length;
        long[] left = new long[spatial];
        long[] right = new long[spatial];
        for (int d = 0; d < spatial; d++) {
            long reach = (shape.kernel()[d] - 1) * shape.dilation()[d];
            left[d] = reach - shape.paddingLeft()[d];
            right[d] = reach - shape.paddingRight()[d];
        }
        return new ConvolutionShape(
                false,
                shape.batch(),
                shape.groups(),
                shape.grouped(),
                /* inputChannels= */ shape.outputChannels(),
                /* outputChannels= */ shape.inputChannels(),
                /* input= */ shape.output(),
                shape.kernel(),
                /* output= */ shape.input(),
                shape.strides(),
                shape.dilation(),
                left,
                right);
    }

    /// Whether each element of the input is spread over the taps of a kernel: a convolution
    /// backward by data, a deconvolution forward.
    static boolean scatters(Problem problem) {
        return problem.kind() == PrimitiveKind.CONVOLUTION
                ? problem.pass() == Pass.BACKWARD_DATA
                : problem.pass() == Pass.FORWARD;
    }

    /// Whether the gradient by the weights is computed.
    static boolean sumsUp(Problem problem) {
        return problem.pass() == Pass.BACKWARD_WEIGHTS;
    }

    /// The index of the width.
    static int width(ConvolutionShape shape) {
        return shape.input().length - 1;
    }

    /// Whether the kernel moves by more than 1 in some dimension.
    static boolean isStrided(ConvolutionShape shape) {
        for (long stride : shape.strides()) {
            if (stride > 1) {
                return true;
            }
        }
        return false;
    }

    /// The input channels of a group.
    static long groupInputs(ConvolutionShape shape) {
        return shape.inputChannels() / shape.groups();
    }

    /// The output channels of a group.
    static long groupOutputs(ConvolutionShape shape) {
        return shape.outputChannels() / shape.groups();
    }
}
