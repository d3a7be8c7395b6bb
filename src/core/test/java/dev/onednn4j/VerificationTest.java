package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.internal.call.PassedOver;
import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// Implementations that are compared with the reference before they are used.
class VerificationTest {
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    private static final String NO_TABLE = "-Donednn4j.disabledDefects=all";

    /// A matrix product whose generated implementation reads the slopes of a prelu wrongly, on
    /// every CPU that has it, and an ordinary convolution.
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            boolean ask = arguments.length > 0;
            try (Engine engine = Engine.cpu()) {
                MatMul.Builder product =
                        MatMul.forward(engine)
                                .src(MemoryDescriptor.of(F32, 3, 4, 14))
                                .weights(MemoryDescriptor.of(F32, 3, 14, 12))
                                .dst(MemoryDescriptor.of(F32, 3, 4, 12))
                                .postOps(PostOps.none().prelu("slopes", 6));
                Convolution.Builder layer =
                        Convolution.forward(engine)
                                .src(F32, 1, 16, 8, 8)
                                .weights(F32, 16, 16, 3, 3)
                                .bias(F32)
                                .dst(F32)
                                .padding(1);
                if (ask) {
                    product.verified();
                    layer.verified();
                }
                for (int i = 0; i < 2; i++) {
                    try (MatMul first = product.build();
                            Convolution second = layer.build()) {
                        System.out.println("product " + first.passedOver());
                        System.out.println("runs on " + first.implementation());
                        System.out.println("layer " + second.passedOver());
                    }
                }
            }
        }
    }

    private static void requirePassedOver(ChildJvm.Result result) {
        assertEquals(0, result.exitCode(), result::output);
        String output = result.output();
        assertTrue(output.contains("layer {}"), output);
        // Where a CPU has no such kernel, oneDNN offers none that goes wrong.
        if (output.contains("brg_matmul")) {
            assertTrue(
                    output.matches("(?s).*product \\{brg_matmul:[^}]*=verification-failed.*"),
                    output);
            assertTrue(output.contains("is wrong and is passed over"), output);
            assertEquals(1, output.split("is wrong and is passed over", -1).length - 1, output);
        }
        assertFalse(output.contains("runs on brg_matmul"), output);
    }

    @Test
    void wrongImplementation_isPassedOverWhereTheBuilderAsks() {
        requirePassedOver(ChildJvm.with(NATIVE, NO_TABLE).run(Program.class, "ask"));
    }

    @Test
    void wrongImplementation_isPassedOverWhereThePropertyAsks() {
        requirePassedOver(
                ChildJvm.with(NATIVE, NO_TABLE, "-Donednn4j.verify=true").run(Program.class));
    }

    @Test
    void everyPrimitive_passesVerification() {
        MemoryDescriptor images = MemoryDescriptor.of(F32, 3, 4, 5, 6);
        ChildJvm.Result result =
                ChildJvm.with(NATIVE, "-Donednn4j.verify=true").run(Everything.class);
        assertEquals(0, result.exitCode(), result::output);
        assertFalse(result.output().contains("is passed over"), result::output);
        assertTrue(result.output().contains("all " + images.ndims()), result::output);
    }

    /// One of each kind.
    static final class Everything {
        private Everything() {}

        public static void main(String[] arguments) {
            MemoryDescriptor images = MemoryDescriptor.of(F32, 3, 4, 5, 6);
            try (Engine engine = Engine.cpu()) {
                for (EveryPrimitive which : EveryPrimitive.values()) {
                    try (Primitive primitive = which.make(engine, images, name -> true)) {
                        Map<String, String> passedOver = primitive.passedOver();
                        if (passedOver.containsValue(PassedOver.VERIFICATION_FAILED)) {
                            throw new AssertionError(which + ": " + passedOver);
                        }
                    }
                }
                System.out.println("all " + images.ndims());
            }
        }
    }

    /// Two that land on the reference, one of them twice.
    static final class Slow {
        private Slow() {}

        public static void main(String[] arguments) {
            try (Engine engine = Engine.cpu()) {
                for (long channels : new long[] {16, 16, 24}) {
                    Convolution.forward(engine)
                            .src(MemoryDescriptor.of(F32, 1, channels, 8, 8).with(FormatTag.NHWC))
                            .weights(MemoryDescriptor.of(F32, 16, channels, 3, 3))
                            .dst(F32, FormatTag.NHWC)
                            .padding(1)
                            .build()
                            .close();
                }
            }
        }
    }

    private static int warnings(String... options) {
        ChildJvm.Result result = ChildJvm.with(NATIVE).and(options).run(Slow.class);
        assertEquals(0, result.exitCode(), result::output);
        return result.output().split("a reference implementation, which is", -1).length - 1;
    }

    @Test
    void slowProblem_isLoggedOnce() {
        assertEquals(2, warnings());
        assertEquals(0, warnings("-Donednn4j.warnReference=false"));
    }
}
