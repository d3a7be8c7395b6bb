package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Runs many problems drawn at random. One that oneDNN has no implementation for on this machine is
/// passed over, but never one of f32 alone that asks for nothing unusual.
final class PropertyRun {
    private PropertyRun() {}

    /// One problem.
    interface Problem {
        /// Draws, runs and checks it.
        ///
        /// @param asked told what is asked for, before anything is built
        void run(RandomTensors tensors, SplittableRandom random, Asked asked);
    }

    /// What a problem asks for.
    static final class Asked {
        private final Set<DataType> types = EnumSet.noneOf(DataType.class);
        private boolean unusual;

        /// Tensors of these types.
        void types(DataType... asked) {
            types.addAll(List.of(asked));
        }

        /// Something that oneDNN may have no implementation for, whatever the types.
        void unusual(boolean asked) {
            unusual |= asked;
        }

        private boolean mustRun() {
            return !unusual && types.equals(EnumSet.of(DataType.F32));
        }
    }

    /// @param expected types of which at least one problem must have run
    static void of(long seed, int problems, List<DataType> expected, Problem problem) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<DataType> ran = EnumSet.noneOf(DataType.class);
        try (Engine engine = Engine.cpu()) {
            for (int i = 0; i < problems; i++) {
                Asked asked = new Asked();
                try (Arena arena = Arena.ofConfined()) {
                    RandomTensors tensors = new RandomTensors(random.split(), engine, arena);
                    problem.run(tensors, random.split(), asked);
                    ran.addAll(asked.types);
                } catch (UnimplementedException refused) {
                    assertFalse(asked.mustRun(), () -> "f32 is refused: " + refused.getMessage());
                }
            }
        }
        assertTrue(ran.containsAll(expected), () -> "of " + expected + " only ran " + ran);
    }
}
