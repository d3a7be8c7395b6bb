package dev.onednn4j.fuzz.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

class ReductionTest {
    private static final int NONE = -1;

    private final Program program =
            new Program(
                    0,
                    IntStream.range(0, 100)
                            .mapToObj(
                                    id ->
                                            new Step(
                                                    id,
                                                    Snippets.SHARED_ARENA,
                                                    List.of(),
                                                    Place.HERE))
                            .toList());

    @Test
    void stepsThatAreNeededTogether_areKeptAlone() throws InterruptedException {
        Set<Integer> needed = Set.of(3, 57, 58, 91);
        List<Integer> kept = new Reduction(some -> some.containsAll(needed)).reduce(program, NONE);
        assertEquals(List.of(3, 57, 58, 91), kept);
    }

    @Test
    void everyStepNeeded_keepsAll() throws InterruptedException {
        List<Integer> kept = new Reduction(some -> some.size() == 100).reduce(program, NONE);
        assertEquals(program.ids(), kept);
    }

    @Test
    void knownCulprit_takesFewAttempts() throws InterruptedException {
        List<List<Integer>> attempts = new ArrayList<>();
        List<Integer> kept =
                new Reduction(
                                some -> {
                                    attempts.add(some);
                                    return some.contains(40);
                                })
                        .reduce(program, 40);
        assertEquals(List.of(40), kept);
        assertTrue(attempts.size() <= 2, attempts::toString);
    }

    @Test
    void culpritThatFailsAfterOthersOnly_keepsThem() throws InterruptedException {
        List<Integer> kept =
                new Reduction(some -> some.containsAll(List.of(7, 40))).reduce(program, 40);
        assertEquals(List.of(7, 40), kept);
    }
}
