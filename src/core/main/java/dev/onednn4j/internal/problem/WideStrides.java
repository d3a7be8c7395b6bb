package dev.onednn4j.internal.problem;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.internal.memory.ProblemTensor;

import java.util.Arrays;

/// Keeps the kernel for strided gradients of tensors with the channels last from wide strides along
/// the width. While it is described it tries each place within a stride with each other: 0.5 s at a
/// stride of 4096, 15 s at 16384. Other layouts lead to kernels that take a moment.
public final class WideStrides {
    /// The widest stride that is left to it.
    static final long WIDEST = 4096;

    private WideStrides() {}

    /// The problem with a plain layout where one was left open, if its stride is wide.
    ///
    /// @throws IllegalArgumentException when layouts were given that lead to that kernel
    public static ConvolutionProblem avoid(ConvolutionProblem problem) {
        long[] strides = problem.shape().strides();
        if (!problem.scatters() || strides[strides.length - 1] <= WIDEST) {
            return problem;
        }
        ConvolutionProblem plain =
                problem.withActivations(plain(problem.input()), plain(problem.output()));
        if (isChannelsLast(plain.input()) && isChannelsLast(plain.output())) {
            throw new IllegalArgumentException(
                    "strides: expected at most "
                            + WIDEST
                            + " along the width for tensors with the channels last, with which"
                            + " oneDNN takes minutes to find a kernel, got "
                            + Arrays.toString(strides)
                            + " for "
                            + plain.input()
                            + " and "
                            + plain.output()
                            + "; lay one of them out as NCHW is");
        }
        return plain;
    }

    private static MemoryDescriptor plain(MemoryDescriptor activation) {
        return activation.isAny()
                ? MemoryDescriptor.of(activation.dataType(), activation.dims())
                : activation;
    }

    private static boolean isChannelsLast(MemoryDescriptor activation) {
        return activation.equals(
                MemoryDescriptor.of(activation.dataType(), activation.dims())
                        .withStrides(ProblemTensor.channelsLastStrides(activation.dims())));
    }
}
