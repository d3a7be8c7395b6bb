package dev.onednn4j.fuzz.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.onednn4j.Engine;
import dev.onednn4j.OneDnn;
import dev.onednn4j.fuzz.run.FailureKind;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class HostileCallsTest {
    @BeforeAll
    static void prepare() {
        HostileCalls.prepare();
    }

    @Test
    void wrongException_isFound() {
        CallFinding finding =
                finding(
                        new Snippet(
                                void.class,
                                "wrong()",
                                true,
                                _ -> {
                                    throw new ClassCastException("wrong");
                                }));
        assertEquals(FailureKind.EXCEPTION, finding.kind());
        assertEquals("0:0", finding.culprit().toString());
        assertEquals("wrong();", finding.line());
    }

    @Test
    void engineThatNobodyCloses_isFound() {
        Engine[] leaked = new Engine[1];
        try {
            CallFinding finding =
                    finding(
                            new Snippet(
                                    void.class,
                                    "leak()",
                                    true,
                                    _ -> {
                                        leaked[0] = Engine.cpu();
                                        return null;
                                    }));
            assertEquals(FailureKind.LEAK, finding.kind());
        } finally {
            leaked[0].close();
        }
    }

    @Test
    void changedNumberOfThreads_isFound() {
        CallFinding finding =
                finding(
                        new Snippet(
                                void.class,
                                "change()",
                                true,
                                _ -> OneDnn.setThreads(OneDnn.threads() + 1)));
        assertEquals(FailureKind.THREAD, finding.kind());
    }

    @Test
    void lostInterrupt_isFound() {
        Step step =
                new Step(
                        0,
                        new Snippet(void.class, "lose()", true, _ -> Thread.interrupted()),
                        List.of(),
                        Place.INTERRUPTED);
        assertEquals(FailureKind.THREAD, finding(step).kind());
    }

    @Test
    void memoryBesideATensor_isWatched() {
        Snippet write =
                new Snippet(
                        void.class,
                        "write(%s)",
                        true,
                        values -> {
                            CanaryMemory memory = (CanaryMemory) Objects.requireNonNull(values[0]);
                            long before = memory.take(8).address() - 1;
                            MemorySegment.ofAddress(before).reinterpret(1).fill((byte) 0);
                            return null;
                        });
        Step step = new Step(0, write, List.of(Literal.memory()), Place.HERE);
        assertEquals(FailureKind.OVERWRITTEN, finding(step).kind());
    }

    @Test
    void stepsWhoseOperandsAreDropped_areLeftOut() throws InterruptedException {
        Program program = Program.of(1);
        Step last = program.steps().getLast();
        List<String> journal = new ArrayList<>();
        HostileCalls.run(
                program.keeping(last.needs().isEmpty() ? List.of() : List.of(last.id())),
                journal::add,
                new CallCount());
        assertEquals(List.of(), journal);
    }

    @Test
    void sameProgram_makesSameCalls() throws InterruptedException {
        assertEquals(journal(), journal());
    }

    /// The calls of programs that are made one after another.
    private static List<String> journal() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (long seed = 1; seed < 4; seed++) {
            Program program = Program.of(seed);
            List<Integer> alone =
                    program.steps().stream()
                            .filter(step -> step.place() != Place.AT_ONCE)
                            .map(Step::id)
                            .toList();
            HostileCalls.run(program.keeping(alone), lines::add, _ -> {}, new CallCount());
        }
        return lines;
    }

    private static CallFinding finding(Snippet snippet) {
        return finding(new Step(0, snippet, List.of(), Place.HERE));
    }

    private static CallFinding finding(Step step) {
        return assertThrows(
                CallFinding.class,
                () -> HostileCalls.run(new Program(0, List.of(step)), _ -> {}, new CallCount()));
    }

    @Test
    void stackThatEndsWithinACall_isRight() throws InterruptedException {
        int[] depth = new int[1];
        Snippet deep =
                new Snippet(
                        int.class,
                        "descend()",
                        true,
                        _ -> {
                            depth[0] = descend(20);
                            return depth[0];
                        });
        Step step = new Step(0, deep, List.of(), Place.END_OF_STACK);
        HostileCalls.run(new Program(0, List.of(step)), _ -> {}, new CallCount());
        assertEquals(20, depth[0]);
    }

    private static int descend(int frames) {
        return frames == 0 ? 0 : 1 + descend(frames - 1);
    }

    @Test
    void exceptionAtTheEndOfTheStack_isFound() {
        Snippet wrong =
                new Snippet(
                        void.class,
                        "wrong()",
                        true,
                        _ -> {
                            throw new ClassCastException("wrong");
                        });
        CallFinding finding = finding(new Step(0, wrong, List.of(), Place.END_OF_STACK));
        assertEquals(FailureKind.EXCEPTION, finding.kind());
        assertEquals(
                List.of("java.lang.ClassCastException: wrong"),
                finding.failure().evidence().subList(0, 1));
    }
}
