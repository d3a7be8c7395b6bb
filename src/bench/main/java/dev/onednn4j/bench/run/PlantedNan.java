package dev.onednn4j.bench.run;

import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.reference.Comparison;
import dev.onednn4j.bench.reference.ExpectedResult;
import dev.onednn4j.bench.reference.Reference;
import dev.onednn4j.bench.reference.Rounding;
import dev.onednn4j.bench.reference.TensorElements;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;

/// One element of what a case reads, made NaN: each element of the result that it has a part in
/// must become NaN, every other must stay what it was. Kernels that read beyond the end of a sum
/// and multiply by 0 what they find fail here alone: 0 times NaN is NaN.
///
/// @param result what the case writes
/// @param expected its elements with the NaN
record PlantedNan(CaseTensor result, double[] expected) {
    private static final long SEED = 0x5EED;

    /// Whether a NaN can be followed through a case: numbers are of floating point types, and
    /// nothing but the definition decides what depends on what.
    static boolean isFor(ConvolutionCase benchCase) {
        DataTypes types = benchCase.types();
        return benchCase.plantsNan()
                && benchCase.algorithm() == ConvolutionAlgorithm.DIRECT
                && !benchCase.attributes().changeResults()
                && !Rounding.isInteger(types.src())
                && !Rounding.isInteger(types.weights())
                && !Rounding.isInteger(types.dst());
    }

    /// Puts a NaN into what a case reads, after it has run and its result was right.
    ///
    /// @param tensors of the case, with the result
    static PlantedNan plant(
            ConvolutionCase benchCase, Reference reference, CaseTensors tensors, Engine engine) {
        CaseTensor read =
                benchCase.direction() == CaseDirection.BWD_D ? tensors.dst() : tensors.src();
        CaseTensor result = tensors.result(benchCase.direction());
        double[] expected = result.elements().toArray();
        long[] dims = read.plain().descriptor().dims();
        if (read.elements().count() > 0) {
            long place = place(dims);
            double[] parts = parts(benchCase.direction(), reference, tensors, dims, place);
            for (int i = 0; i < expected.length; i++) {
                expected[i] = parts[i] == 0 ? expected[i] : Double.NaN;
            }
            read.elements().set(place, Double.NaN);
            read.give(engine);
        }
        return new PlantedNan(result, expected);
    }

    /// The first channel anywhere in an image: where a kernel arrives that reads on behind the last
    /// channel of the place before.
    private static long place(long... dims) {
        long area = Arrays.stream(dims).skip(2).reduce(1, (left, right) -> left * right);
        SplittableRandom random = new SplittableRandom(SEED);
        return random.nextLong(dims[0]) * dims[1] * area + random.nextLong(area);
    }

    /// How often each element of the result meets one element of what is read.
    private static double[] parts(
            CaseDirection direction,
            Reference reference,
            CaseTensors tensors,
            long[] dims,
            long place) {
        boolean meetsDst = direction == CaseDirection.BWD_W || direction == CaseDirection.BWD_WB;
        CaseTensor other = meetsDst ? tensors.dst() : tensors.weights();
        // The reference reads from several threads.
        try (Arena arena = Arena.ofShared()) {
            TensorElements one = zeros(arena, dims);
            one.set(place, 1);
            TensorElements all = zeros(arena, other.plain().descriptor().dims());
            all.fill(1);
            return switch (direction) {
                case FWD_B, FWD_D, FWD_I -> reference.forward(one, all);
                case BWD_D -> reference.backwardData(one, all);
                case BWD_W, BWD_WB -> reference.backwardWeights(one, all);
            };
        }
    }

    private static TensorElements zeros(Arena arena, long... dims) {
        return new TensorElements(Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, dims)));
    }

    /// The result of a run with the NaN beside what it should be.
    Comparison compare(Engine engine) {
        result.take(engine);
        return Comparison.of(
                "result",
                ExpectedResult.exactly(expected),
                result.elements(),
                result.plain().descriptor().dims());
    }
}
