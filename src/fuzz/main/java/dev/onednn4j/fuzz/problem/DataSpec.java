package dev.onednn4j.fuzz.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a problem is run on and how.
///
/// @param seed decides the elements of all tensors, and at which end of memory they lie
/// @param planted the tensor in which some elements are NaN or infinite; empty for none
/// @param inPlace whether dst lies where src does
/// @param threads how many threads the primitive is built for
public record DataSpec(long seed, String planted, boolean inPlace, int threads) {
    /// The simplest.
    public static final DataSpec SIMPLE = new DataSpec(1, "", false, 1);

    private static final String SEED = "fill";
    private static final String PLANTED = "plant";
    private static final String IN_PLACE = "inplace";
    private static final String THREADS = "threads";

    /// The names of the knobs.
    static final List<String> KNOBS = List.of(SEED, PLANTED, IN_PLACE, THREADS);

    static DataSpec of(Map<String, String> knobs) {
        return new DataSpec(
                Long.parseLong(knobs.getOrDefault(SEED, "1")),
                knobs.getOrDefault(PLANTED, ""),
                Boolean.parseBoolean(knobs.get(IN_PLACE)),
                Integer.parseInt(knobs.getOrDefault(THREADS, "1")));
    }

    /// Simpler ones, the simplest first.
    public List<DataSpec> simpler() {
        List<DataSpec> simpler = new ArrayList<>();
        simpler.add(SIMPLE);
        simpler.add(new DataSpec(seed, "", inPlace, threads));
        simpler.add(new DataSpec(seed, planted, inPlace, 1));
        simpler.add(new DataSpec(seed, planted, false, threads));
        simpler.add(new DataSpec(1, planted, inPlace, threads));
        simpler.removeIf(this::equals);
        return simpler;
    }

    List<String> knobs() {
        List<String> knobs = new ArrayList<>();
        if (inPlace) {
            knobs.add("--" + IN_PLACE + "=true");
        }
        if (!planted.isEmpty()) {
            knobs.add("--" + PLANTED + "=" + planted);
        }
        if (threads != 1) {
            knobs.add("--" + THREADS + "=" + threads);
        }
        if (seed != 1) {
            knobs.add("--" + SEED + "=" + seed);
        }
        return knobs;
    }
}
