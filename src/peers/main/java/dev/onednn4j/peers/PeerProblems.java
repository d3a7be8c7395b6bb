package dev.onednn4j.peers;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.Driver;
import dev.onednn4j.bench.problem.SpatialAxis;

import java.util.Arrays;

/// Reads problem descriptors for the comparison with other libraries.
final class PeerProblems {
    private PeerProblems() {}

    /// Reads benchdnn's descriptor of a convolution.
    ///
    /// @throws IllegalArgumentException naming what is wrong with it
    static PeerProblem parse(String descriptor) {
        BenchdnnProblem problem;
        try {
            problem = BenchdnnProblem.parse(descriptor, Driver.CONVOLUTION);
        } catch (BadInput wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
        return new PeerProblem(
                descriptor,
                problem.displayName(),
                problem.grouped(),
                Math.toIntExact(problem.groups()),
                Math.toIntExact(problem.minibatch()),
                Math.toIntExact(problem.inputChannels()),
                Math.toIntExact(problem.outputChannels()),
                sizes(problem.axes().stream().mapToLong(SpatialAxis::input).toArray()),
                sizes(problem.axes().stream().mapToLong(SpatialAxis::output).toArray()),
                sizes(problem.axes().stream().mapToLong(SpatialAxis::kernel).toArray()),
                sizes(problem.strides()),
                sizes(Arrays.stream(problem.dilations()).map(gap -> gap + 1).toArray()),
                sizes(problem.paddingLeft()),
                sizes(problem.paddingRight()),
                problem.operations());
    }

    private static int[] sizes(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }
}
