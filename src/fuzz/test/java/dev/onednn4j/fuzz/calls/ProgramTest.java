package dev.onednn4j.fuzz.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Defect;
import dev.onednn4j.Engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

class ProgramTest {
    private static final int MANY = 300;

    @Test
    void sameSeed_givesSameProgram() {
        for (long seed = 0; seed < MANY; seed++) {
            assertEquals(Program.of(seed).lines(), Program.of(seed).lines());
        }
    }

    @Test
    void otherSeed_givesOtherProgram() {
        assertNotEquals(Program.of(1).lines(), Program.of(2).lines());
    }

    @Test
    void manyPrograms_callEveryMethodOfTheApi() {
        Set<String> called =
                LongStream.range(0, 40L * MANY)
                        .mapToObj(Program::of)
                        .flatMap(program -> program.steps().stream())
                        .map(Step::callee)
                        .filter(Member.class::isInstance)
                        .map(callee -> ((Member) callee).name())
                        .collect(Collectors.toSet());
        Set<String> missed =
                Api.members().stream()
                        .filter(member -> !isOfRefusal(member))
                        .map(Member::name)
                        .collect(Collectors.toSet());
        missed.removeAll(called);
        assertEquals(Set.of(), missed);
    }

    /// Whether it is called on what only a refusal gives.
    private static boolean isOfRefusal(Member member) {
        Class<?> owner = member.executable().getDeclaringClass();
        return Throwable.class.isAssignableFrom(owner) || owner == Defect.class;
    }

    @Test
    void slice_hasEverythingThatTheStepNeeds() {
        Program program = Program.of(5);
        for (Step step : program.steps()) {
            Program slice = program.slice(step.id());
            Set<Integer> before = new HashSet<>();
            for (Step each : slice.steps()) {
                assertTrue(before.containsAll(each.needs()), each.line());
                before.add(each.id());
            }
            assertEquals(step.id(), slice.steps().getLast().id());
        }
    }

    @Test
    void name_isReadAsItIsWritten() {
        for (String text : List.of("17", "-3", "17:4", "17:4,8,9")) {
            assertEquals(text, ProgramName.parse(text).toString());
        }
        assertEquals(Program.of(17).lines(), ProgramName.parse("17").program().lines());
        assertEquals(List.of(1, 3), ProgramName.parse("17:1,3").program().ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "17:", "17:a", "17:1,,2", "1.5"})
    void textThatNamesNoProgram_isRefused(String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ProgramName.parse(text));
        assertEquals("expected a program like 17 or 17:4,8,9, got " + text, refusal.getMessage());
    }

    @Test
    void neighboursMadeAtOnce_areOneGroup() {
        Step alone = step(0, Place.HERE);
        Step first = step(1, Place.AT_ONCE);
        Step second = step(2, Place.AT_ONCE);
        Step last = step(3, Place.ELSEWHERE);
        assertEquals(
                List.of(List.of(alone), List.of(first, second), List.of(last)),
                new Program(0, List.of(alone, first, second, last)).groups());
    }

    @Test
    void lines_areJava() {
        int[] next = new int[1];
        Draft draft =
                new Draft(
                        new Choices(0),
                        () -> next[0]++,
                        new Draft.Base(List.of(), List.of(), List.of()));
        Result engine = draft.make(Engine.class, "cpu");
        Result builder = draft.make(Convolution.class, "forward", engine);
        draft.call(builder, "src", Literal.of(DataType.F32), Literal.of(new long[] {1, 1L << 32}));
        draft.call(engine, "close");
        draft.moveLast(Place.ELSEWHERE);
        assertEquals(
                List.of(
                        "var v0 = Engine.cpu();",
                        "var v1 = Convolution.forward(v0);",
                        "var v2 = v1.src(DataType.F32, new long[] {1, 4294967296L});",
                        "v0.close(); // in another thread"),
                new Program(0, draft.steps()).lines());
    }

    private static Step step(int id, Place place) {
        return new Step(id, Snippets.SHARED_ARENA, List.of(), place);
    }
}
