package dev.onednn4j.fuzz.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.fuzz.run.FailureKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

class VerdictTest {
    private final Step of = step(MemoryDescriptor.class, "of");

    private static Step step(Class<?> owner, String name) {
        Member member =
                Api.members().stream()
                        .filter(each -> each.name().equals(owner.getSimpleName() + "." + name))
                        .findFirst()
                        .orElseThrow();
        return new Step(0, member, List.of(), Place.HERE);
    }

    @Test
    void refusalOfTheApi_isRight() {
        RuntimeException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> MemoryDescriptor.of(DataType.F32, -1));
        assertNull(Verdict.of(of, refusal, false));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                AssertionError.class,
                ArithmeticException.class,
                ClassCastException.class,
                NegativeArraySizeException.class,
                ArrayIndexOutOfBoundsException.class,
                StackOverflowError.class
            })
    void exceptionThatIsNotDocumented_isFound(Class<? extends Throwable> type) throws Exception {
        Throwable thrown = type.getDeclaredConstructor().newInstance();
        assertEquals(FailureKind.EXCEPTION, Verdict.of(of, thrown, false));
    }

    @Test
    void stackOverflowAtTheEndOfTheStack_isRight() {
        assertNull(Verdict.of(of, new StackOverflowError(), true));
    }

    @Test
    void checkedException_isRightWhereDeclared() {
        IOException thrown = new IOException("no such file");
        assertNull(Verdict.of(step(Tensor.class, "map"), thrown, false));
        assertEquals(FailureKind.EXCEPTION, Verdict.of(of, thrown, false));
    }

    @Test
    void nullAnsweredByTheJvm_isFound() {
        NullPointerException thrown =
                new NullPointerException("Cannot invoke \"String.length()\" because it is null");
        assertEquals(FailureKind.UNCLEAR, Verdict.of(of, thrown, false));
    }

    @Test
    void exceptionWithoutMessage_isFound() {
        assertEquals(FailureKind.UNCLEAR, Verdict.of(of, new IllegalStateException(), false));
    }

    @Test
    void memoryThatIsClosed_isRight() {
        MemorySegment closed;
        try (Arena arena = Arena.ofShared()) {
            closed = arena.allocate(8);
        }
        RuntimeException thrown =
                assertThrows(IllegalStateException.class, () -> closed.fill((byte) 0));
        assertNull(Verdict.of(of, thrown, false));
    }

    @Test
    void memoryThatIsReadOnly_isRight() {
        MemorySegment segment = MemorySegment.ofArray(new byte[1]).asReadOnly();
        RuntimeException thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> segment.set(ValueLayout.JAVA_BYTE, 0, (byte) 0));
        assertNull(Verdict.of(of, thrown, false));
    }

    @Test
    void placeBeyondMemory_isFound() {
        MemorySegment segment = MemorySegment.ofArray(new byte[1]);
        RuntimeException thrown =
                assertThrows(IndexOutOfBoundsException.class, () -> segment.asSlice(2));
        assertEquals(FailureKind.UNCLEAR, Verdict.of(of, thrown, false));
    }

    @Test
    void exceptionThatTheJdkThrew_isFound() {
        RuntimeException thrown =
                assertThrows(IndexOutOfBoundsException.class, () -> new ArrayList<>().get(7));
        assertEquals(FailureKind.UNCLEAR, Verdict.of(of, thrown, false));
    }
}
