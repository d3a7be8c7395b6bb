package dev.onednn4j.fuzz.make;

import dev.onednn4j.Attributes;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.fuzz.problem.FuzzProblem;

import java.util.function.Predicate;

/// Makes the primitive that a problem asks for.
///
/// @param accepted which implementations may be used, by name
public record Maker(Engine engine, FuzzProblem problem, Predicate<String> accepted) {
    /// Makes it.
    ///
    /// @throws RuntimeException when the library refuses
    public Made make() {
        return switch (problem.kind()) {
            case CONVOLUTION, DECONVOLUTION -> new ConvolutionMaker(this).make();
            case INNER_PRODUCT -> new InnerProductMaker(this).make();
            case MATRIX_PRODUCT -> new MatrixProductMaker(this).make();
            case POOLING -> new PoolingMaker(this).make();
            case ELTWISE, SOFTMAX, BATCH_NORMALIZATION -> new UnaryMaker(this).make();
            case BINARY, SUM, CONCAT, REORDER -> new CopyMaker(this).make();
        };
    }

    MemoryDescriptor tensor(String operand) {
        return Descriptors.of(problem, operand);
    }

    Attributes attributes() {
        return AttributeMaker.of(problem);
    }
}
