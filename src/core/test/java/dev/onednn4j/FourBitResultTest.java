package dev.onednn4j;

import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.DataType.S8;
import static dev.onednn4j.DataType.U8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Results of 4-bit types, which oneDNN writes into the wrong places, or beyond the end.
class FourBitResultTest {
    private static void assertRefused(String name, Executable building) {
        String message = Thrown.message(IllegalArgumentException.class, building);
        assertTrue(message.startsWith(name + ": expected a type of at least 8 bits"), message);
    }

    @ParameterizedTest
    @EnumSource(names = {"S4", "U4", "F4_E2M1"})
    void fourBitResult_isRefused(DataType type) {
        MemoryDescriptor images = MemoryDescriptor.of(F32, 2, 4, 4, 4);
        MemoryDescriptor halves = MemoryDescriptor.of(type, 2, 4, 4, 4);
        assertEquals(2, type.elementsPerByte());
        try (Engine engine = Engine.cpu()) {
            assertRefused(
                    "dst",
                    () ->
                            Convolution.forward(engine)
                                    .src(U8, 2, 4, 4, 4)
                                    .weights(S8, 4, 4, 1, 1)
                                    .dst(type)
                                    .build());
            assertRefused(
                    "dst",
                    () ->
                            Deconvolution.forward(engine)
                                    .src(U8, 2, 4, 4)
                                    .weights(S8, 2, 4, 3)
                                    .strides(2)
                                    .padding(1)
                                    .dst(type)
                                    .postOps(PostOps.none().sum(1).prelu("slopes", 2))
                                    .build());
            assertRefused(
                    "diffSrc",
                    () ->
                            Convolution.backwardData(engine)
                                    .diffSrc(type, 2, 4, 4, 4)
                                    .weights(DataType.BF16, 4, 4, 1, 1)
                                    .diffDst(DataType.BF16)
                                    .build());
            assertRefused(
                    "diffWeights",
                    () ->
                            Convolution.backwardWeights(engine)
                                    .src(DataType.BF16, 2, 4, 4, 4)
                                    .diffWeights(type, 4, 4, 1, 1)
                                    .diffDst(DataType.BF16)
                                    .build());
            assertRefused(
                    "dst",
                    () ->
                            InnerProduct.forward(engine)
                                    .src(U8, 2, 4)
                                    .weights(S8, 4, 4)
                                    .dst(type)
                                    .build());
            assertRefused(
                    "dst",
                    () -> MatMul.forward(engine).src(U8, 2, 4).weights(S8, 4, 4).dst(type).build());
            assertRefused(
                    "dst",
                    () ->
                            Eltwise.forward(engine)
                                    .algorithm(EltwiseAlgorithm.RELU)
                                    .src(images)
                                    .dst(halves)
                                    .build());
            assertRefused("dst", () -> Softmax.forward(engine).src(images).dst(halves).build());
            assertRefused(
                    "dst",
                    () ->
                            Pooling.forward(engine)
                                    .algorithm(PoolingAlgorithm.MAX)
                                    .src(images)
                                    .kernel(1)
                                    .dst(halves)
                                    .build());
            assertRefused("depthwise dst", () -> PostOps.none().depthwise(S8, null, type, 3, 1, 1));
        }
    }
}
