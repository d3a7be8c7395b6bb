package dev.onednn4j.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.Random;

class ReferenceTest {
    private static final int PROBLEMS = 30;

    private static Elements filled(Arena arena, long[] dims, int seed) {
        Elements elements =
                new Elements(Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, dims)));
        new IntegerFilling(0.8).fill(elements, seed);
        return elements;
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheDefinition(Driver driver) {
        Random random = new Random(17);
        for (int i = 0; i < PROBLEMS; i++) {
            String descriptor = RandomProblem.descriptor(random);
            ConvolutionProblem problem = ConvolutionProblem.parse(descriptor, driver);
            Reference reference = new Reference(problem);
            NaiveSums naive = new NaiveSums(problem);
            try (Arena arena = Arena.ofShared()) {
                Elements src = filled(arena, problem.srcDims(), 1);
                Elements weights = filled(arena, problem.weightsDims(), 2);
                Elements dst = filled(arena, problem.dstDims(), 3);
                assertArrayEquals(
                        naive.forward(src, weights), reference.forward(src, weights), descriptor);
                assertArrayEquals(
                        naive.backwardData(dst, weights),
                        reference.backwardData(dst, weights),
                        descriptor);
                assertArrayEquals(
                        naive.backwardWeights(src, dst),
                        reference.backwardWeights(src, dst),
                        descriptor);
            }
        }
    }
}
