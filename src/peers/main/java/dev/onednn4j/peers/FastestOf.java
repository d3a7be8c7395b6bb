package dev.onednn4j.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Takes the fastest of the ways in which a library can do a problem, as someone would who tuned
/// for it. The ways take turns, so that all of them meet the same disturbances.
final class FastestOf {
    private static final long TRIAL_NANOSECONDS = 50_000_000;
    private static final int ROUNDS = 5;

    private FastestOf() {}

    /// Makes all of them, tries them, closes all but one.
    ///
    /// @param ways at least one; those that cannot run are passed over, unless none can
    static PeerConvolution of(List<Supplier<PeerConvolution>> ways) {
        List<PeerConvolution> able = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (Supplier<PeerConvolution> way : ways) {
            tryOut(way, able, failures);
        }
        if (able.isEmpty()) {
            throw failures.getFirst();
        }
        return able.size() == 1 ? able.getFirst() : fastest(able);
    }

    private static void tryOut(
            Supplier<PeerConvolution> way,
            List<PeerConvolution> able,
            List<RuntimeException> failures) {
        PeerConvolution made = null;
        try {
            made = way.get();
            made.run();
            able.add(made);
        } catch (RuntimeException failure) {
            failures.add(failure);
            if (made != null) {
                made.close();
            }
        }
    }

    private static PeerConvolution fastest(List<PeerConvolution> able) {
        double[] best = new double[able.size()];
        Arrays.fill(best, Double.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.min(best[i], nanoseconds(able.get(i)));
            }
        }
        int winner = 0;
        for (int i = 1; i < best.length; i++) {
            winner = best[i] < best[winner] ? i : winner;
        }
        for (int i = 0; i < best.length; i++) {
            if (i != winner) {
                able.get(i).close();
            }
        }
        return able.get(winner);
    }

    private static double nanoseconds(PeerConvolution way) {
        long began = System.nanoTime();
        long now = began;
        int runs = 0;
        while (now - began < TRIAL_NANOSECONDS) {
            way.run();
            runs++;
            now = System.nanoTime();
        }
        return (double) (now - began) / runs;
    }
}
