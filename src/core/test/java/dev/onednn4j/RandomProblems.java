package dev.onednn4j;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Runs a check on problems drawn at random, each with memory of its own.
final class RandomProblems {
    /// Draws a problem and checks it.
    interface Check {
        void run(Engine engine, WatchedMemory memory, RandomGenerator random);
    }

    private RandomProblems() {}

    static void forAll(long seed, int problems, Check check) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Engine engine = Engine.cpu()) {
            for (int i = 0; i < problems; i++) {
                try (WatchedMemory memory = new WatchedMemory(engine)) {
                    check.run(engine, memory, random);
                }
            }
        }
    }

    /// As [#forAll], in memory between guarded pages: for a child JVM.
    static void forAllGuarded(long seed, int problems, Check check) {
        SplittableRandom random = new SplittableRandom(seed);
        GuardPages pages = new GuardPages();
        try (Engine engine = Engine.cpu()) {
            for (int i = 0; i < problems; i++) {
                try (WatchedMemory memory = new WatchedMemory(engine, pages)) {
                    check.run(engine, memory, random);
                }
            }
        }
    }
}
