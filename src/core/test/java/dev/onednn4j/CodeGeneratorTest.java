package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.onednn4j.internal.library.CodeGenerator;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.List;

/// What becomes of a thread on which oneDNN could not generate the code of an implementation.
class CodeGeneratorTest {
    /// Neighbours along the axis are so far apart that their distance in bytes does not fit into 32
    /// bits, for which an instruction has room. The reference would do it, with 4 GB of scratchpad.
    private static void makeTooFarApart(Engine engine) {
        try (Softmax softmax =
                Softmax.forward(engine)
                        .axis(0)
                        .src(MemoryDescriptor.of(DataType.F32, 3, 1L << 29))
                        .implementations(name -> !name.startsWith("ref"))
                        .build()) {
            assertFalse(softmax.isReference());
        } catch (UnimplementedException expected) {
            assertFalse(expected.passedOver().containsKey("ref:any"));
        }
    }

    @Test
    void threadOnWhichCodeFailed_makesOtherPrimitives() {
        MemoryDescriptor rows = MemoryDescriptor.of(DataType.F32, 3, 5);
        MemoryDescriptor columns = rows.with(FormatTag.of("ba"));
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < 3; i++) {
                makeTooFarApart(engine);
                assertFalse(CodeGenerator.clearError());
                // Not one that oneDNN remembers.
                try (Eltwise linear =
                                Eltwise.forward(engine)
                                        .algorithm(EltwiseAlgorithm.LINEAR, 2.125f + i, 1)
                                        .src(rows)
                                        .build();
                        Sum sum =
                                Sum.forward(engine)
                                        .src(1.5f + i, rows)
                                        .src(2.5f + i, columns)
                                        .dst(columns)
                                        .build()) {
                    assertFalse(linear.passedOver().containsValue("not-created"), linear::toString);
                    Tensor src =
                            Tensor.allocate(arena, rows)
                                    .copyFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
                    Tensor turned = src.to(FormatTag.of("ba"), arena);
                    Tensor dst = Tensor.allocate(arena, sum.dst());
                    sum.execute(List.of(src, turned), dst);
                    float[] expected = src.toArray();
                    for (int k = 0; k < expected.length; k++) {
                        expected[k] *= 4 + 2 * i;
                    }
                    assertArrayEquals(expected, dst.toArray());
                }
            }
        }
    }
}
