package dev.onednn4j;

import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.FormatTag.NHWC;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// Which implementation is taken, and what is said where none is.
class ChoiceTest {
    /// Weights in oihw beside images in nhwc have the reference alone, on every CPU.
    private static Convolution.Builder slow(Engine engine) {
        return Convolution.forward(engine)
                .src(MemoryDescriptor.of(F32, 1, 16, 8, 8).with(NHWC))
                .weights(MemoryDescriptor.of(F32, 16, 16, 3, 3))
                .dst(F32, NHWC)
                .padding(1);
    }

    private static MatMul.Builder slopes(Engine engine) {
        return MatMul.forward(engine)
                .src(MemoryDescriptor.of(F32, 3, 4, 14))
                .weights(MemoryDescriptor.of(F32, 3, 14, 12))
                .dst(MemoryDescriptor.of(F32, 3, 4, 12))
                .postOps(PostOps.none().prelu("slopes", 6));
    }

    @Test
    void reference_saysThatItIsOne() {
        try (Engine engine = Engine.cpu();
                Convolution reference = slow(engine).build();
                Convolution fast =
                        slow(engine).weights(F32, 16, 16, 3, 3).avoidReference().build()) {
            assertTrue(reference.isReference(), reference::toString);
            assertFalse(fast.isReference(), fast::toString);
        }
    }

    @Test
    void avoidedReference_isRefusedWithTheRemedy() {
        try (Engine engine = Engine.cpu()) {
            Convolution.Builder builder = slow(engine).avoidReference();
            String message =
                    String.valueOf(
                            assertThrows(UnimplementedException.class, builder::build)
                                    .getMessage());
            assertTrue(message.contains("avoidReference()"), message);
            assertTrue(message.contains("leave the layout of weights open"), message);
            assertFalse(message.contains("src to acdb"), message);
        }
    }

    @Test
    void referenceWithoutAnAlternative_isRefusedAndSaysSo() {
        try (Engine engine = Engine.cpu()) {
            Convolution.Builder builder =
                    Convolution.forward(engine)
                            .src(DataType.F8_E5M2, 1, 16, 8, 8)
                            .weights(DataType.F8_E5M2, 16, 16, 3, 3)
                            .dst(DataType.F8_E5M2)
                            .padding(1)
                            .implementations(name -> name.startsWith("ref"))
                            .avoidReference();
            String message =
                    String.valueOf(
                            assertThrows(UnimplementedException.class, builder::build)
                                    .getMessage());
            assertTrue(
                    message.contains("whatever the layouts")
                            || message.contains("oneDNN offers no implementation")
                            || message.contains("takes those"),
                    message);
        }
    }

    @Test
    void defectiveImplementation_isPassedOverAndTold() {
        try (Engine engine = Engine.cpu();
                MatMul product = slopes(engine).build()) {
            for (Map.Entry<String, String> entry : product.passedOver().entrySet()) {
                assertTrue(entry.getKey().contains("brg_matmul"), entry::toString);
                assertEquals("matmul-prelu-layout", entry.getValue());
            }
            assertFalse(product.implementation().contains("brg_matmul"), product::toString);
        }
    }

    @Test
    void everyImplementationRejected_saysWhoRefused() {
        try (Engine engine = Engine.cpu()) {
            MatMul.Builder builder = slopes(engine).implementations(name -> false);
            UnimplementedException refusal =
                    assertThrows(UnimplementedException.class, builder::build);
            assertTrue(refusal.rejected().contains("ref:any"), refusal::getMessage);
            String message = String.valueOf(refusal.getMessage());
            assertTrue(
                    message.contains("ref:any is rejected by the predicate of implementations"),
                    message);
            assertTrue(message.contains("--matmul"), message);
        }
    }

    @Test
    void problemThatOneDnnLacks_saysThatOneDnnRefuses() {
        try (Engine engine = Engine.cpu()) {
            Softmax.Builder builder =
                    Softmax.forward(engine).src(MemoryDescriptor.of(DataType.S64, 2, 3));
            OneDnnException refusal = assertThrows(OneDnnException.class, builder::build);
            String message = String.valueOf(refusal.getMessage());
            assertTrue(
                    message.contains("oneDNN offers no implementation")
                            || message.contains("INVALID_ARGUMENTS"),
                    message);
        }
    }

    @Test
    void postOpsBesideOthersInAttributes_areRefused() {
        Attributes clipped =
                Attributes.none().postOps(PostOps.none().eltwise(EltwiseAlgorithm.CLIP_V2, -1, 1));
        try (Engine engine = Engine.cpu()) {
            for (Convolution.Builder builder :
                    List.of(
                            slow(engine).postOps(PostOps.relu()).attributes(clipped),
                            slow(engine).attributes(clipped).postOps(PostOps.relu()))) {
                String message =
                        String.valueOf(
                                assertThrows(IllegalArgumentException.class, builder::build)
                                        .getMessage());
                assertTrue(message.startsWith("postOps: given twice"), message);
            }
        }
    }

    @Test
    void postOpsBesideOtherAttributes_areKept() {
        Attributes deterministic = Attributes.none().deterministic(true);
        try (Engine engine = Engine.cpu();
                Convolution first =
                        slow(engine).postOps(PostOps.relu()).attributes(deterministic).build();
                Convolution second =
                        slow(engine).attributes(deterministic).postOps(PostOps.relu()).build()) {
            assertTrue(first.toString().contains("relu"), first::toString);
            assertEquals(first.toString(), second.toString());
        }
    }

    @Test
    void threadNumberChangedByThePredicate_isRestored() {
        int before = OneDnn.threads();
        try (Engine engine = Engine.cpu();
                Convolution convolution =
                        slow(engine)
                                .implementations(
                                        name -> {
                                            OneDnn.setThreads(before + 1);
                                            return true;
                                        })
                                .build()) {
            assertEquals(before, OneDnn.threads());
            assertEquals(before, convolution.made().threads());
        }
    }

    @Test
    void gradientInAnotherLayout_isNamedAsItWasAsked() {
        MemoryDescriptor rows = MemoryDescriptor.of(F32, 6, 8);
        try (Engine engine = Engine.cpu();
                Softmax softmax = Softmax.forward(engine).src(rows).training().build()) {
            BackwardBuilder<SoftmaxBackward> builder =
                    softmax.backward()
                            .diffSrc(F32, FormatTag.of("ba"))
                            .implementations(name -> false);
            String message =
                    String.valueOf(
                            assertThrows(UnimplementedException.class, builder::build)
                                    .getMessage());
            assertTrue(message.contains("--stag=ba"), message);
        }
    }

    /// oneDNN tells the name of such a deconvolution once, then an empty one out of its cache.
    @Test
    void nameThatOneDnnForgets_isRemembered() {
        try (Engine engine = Engine.cpu()) {
            String first = null;
            for (int i = 0; i < 3; i++) {
                try (Deconvolution deconvolution =
                        Deconvolution.forward(engine)
                                .src(DataType.U8, 1, 32, 5, 7)
                                .weights(DataType.S8, 48, 32, 1, 1)
                                .dst(DataType.U8)
                                .build()) {
                    assertFalse(deconvolution.implementation().isEmpty());
                    first = first == null ? deconvolution.implementation() : first;
                    assertEquals(first, deconvolution.implementation());
                }
            }
        }
    }
}
