package dev.onednn4j.bench.run;

import com.sun.management.OperatingSystemMXBean;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.Execution;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;
import dev.onednn4j.bench.problem.ColdCacheMode;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Runs of one primitive that find their data in memory rather than in a cache: each takes the next
/// of so many copies that until a copy's turn comes again the others have pushed it out.
///
/// All copies are bound to one execution in turn, so that they share a scratchpad, which stays warm
/// as it does where the layers of a network share one. Binding touches no data.
///
/// Not thread safe. Memory is allocated up front only.
final class ColdCache implements AutoCloseable {
    /// Copies together are so many times as large as the caches, which do not always drop what was
    /// used longest ago.
    private static final long TIMES_CACHE = 3;

    /// Of the machine's memory, which the system and other programs need too.
    private static final long MEMORY_SHARE = 4;

    /// More would take longer to prepare than to measure.
    private static final long MOST_COPIES = 1 << 18;

    /// Two cache lines, which processors like to fetch together.
    private static final long ALIGNMENT = 128;

    /// Copies do not take turns in the order of their addresses, which a prefetcher would foresee.
    private static final double STEP = 0.618;

    private static final double MEGABYTE = 1 << 20;

    private final Arena arena = Arena.ofConfined();
    private final Execution execution;
    private final String[] names;
    private final Tensor[][] copies;
    private final int step;
    private final String note;
    private int turn;

    private ColdCache(Execution execution, Map<String, Tensor> cold, Extent extent, String note) {
        this.execution = execution;
        this.note = note;
        names = cold.keySet().toArray(String[]::new);
        copies = new Tensor[extent.copies()][];
        copies[0] = cold.values().toArray(Tensor[]::new);
        step = step(copies.length);
    }

    /// How many copies there are.
    ///
    /// @param copyBytes of one
    /// @param wanted how many would be needed
    record Extent(int copies, long copyBytes, long wanted) {
        static Extent of(long copyBytes, long cacheBytes, long memoryBytes) {
            if (copyBytes == 0) {
                return new Extent(1, 0, 1);
            }
            long wanted = Math.max(1, Math.ceilDiv(TIMES_CACHE * cacheBytes, copyBytes));
            long possible = Math.min(MOST_COPIES, memoryBytes / MEMORY_SHARE / copyBytes);
            return new Extent((int) Math.clamp(possible, 1, wanted), copyBytes, wanted);
        }

        boolean isShort() {
            return copies < wanted;
        }
    }

    /// Copies what is to be cold and runs each copy once.
    ///
    /// @param tensors filled and handed to the primitive; they are the first copy, and must outlive
    ///   this
    static ColdCache prepare(ColdCacheMode mode, CasePrimitive primitive, CaseTensors tensors) {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize();
        return prepare(mode, primitive, tensors, LastLevelCache.detect(), memory);
    }

    static ColdCache prepare(
            ColdCacheMode mode,
            CasePrimitive primitive,
            CaseTensors tensors,
            LastLevelCache cache,
            long memoryBytes) {
        Map<String, Tensor> cold = cold(mode, primitive, tensors);
        long copyBytes = cold.values().stream().mapToLong(ColdCache::room).sum();
        Extent extent = Extent.of(copyBytes, cache.bytes(), memoryBytes);
        ColdCache made =
                new ColdCache(
                        tensors.bind(primitive), cold, extent, note(mode, cold, extent, cache));
        try {
            made.copy(extent);
            made.runEach();
            if (extent.isShort()) {
                sweepCache(Math.min(2 * cache.bytes(), memoryBytes / MEMORY_SHARE));
            }
            return made;
        } catch (RuntimeException | OutOfMemoryError failed) {
            made.close();
            throw failed;
        }
    }

    private static Map<String, Tensor> cold(
            ColdCacheMode mode, CasePrimitive primitive, CaseTensors tensors) {
        boolean backwardData = primitive.primitive() instanceof BackwardData;
        boolean backwardWeights = primitive.primitive() instanceof BackwardWeights;
        Map<String, Tensor> cold = new LinkedHashMap<>();
        if (mode == ColdCacheMode.NONE || (mode == ColdCacheMode.WEI && backwardWeights)) {
            return cold;
        }
        cold.put(backwardWeights ? "diff_weights" : "weights", tensors.weights().tensor());
        if (mode == ColdCacheMode.WEI) {
            return cold;
        }
        cold.put(backwardData ? "diff_src" : "src", tensors.src().tensor());
        cold.put(backwardData || backwardWeights ? "diff_dst" : "dst", tensors.dst().tensor());
        CaseTensor bias = tensors.bias();
        if (bias != null) {
            cold.put(backwardWeights ? "diff_bias" : "bias", bias.tensor());
        }
        RuntimeArguments runtime = tensors.runtime().arguments();
        for (String name : runtime.names()) {
            cold.put(name, Objects.requireNonNull(runtime.get(name)));
        }
        return cold;
    }

    private static String note(
            ColdCacheMode mode, Map<String, Tensor> cold, Extent extent, LastLevelCache cache) {
        if (mode == ColdCacheMode.NONE) {
            return "";
        }
        if (cold.isEmpty()) {
            return "cold-cache=" + mode.word() + ": no weights are read, nothing is cold";
        }
        return "cold-cache=%s: %d copies of %s, %.1f MB, last-level cache %s%.1f MB%s"
                .formatted(
                        mode.word(),
                        extent.copies(),
                        String.join(" ", cold.keySet()),
                        extent.copies() * (extent.copyBytes() / MEGABYTE),
                        cache.known() ? "" : "assumed to be ",
                        cache.bytes() / MEGABYTE,
                        extent.isShort()
                                ? "; limited, %d would be needed".formatted(extent.wanted())
                                : "");
    }

    /// The bytes of a copy, with what lies between it and the next.
    private static long room(Tensor tensor) {
        return Math.ceilDiv(tensor.descriptor().size(), ALIGNMENT) * ALIGNMENT;
    }

    private void copy(Extent extent) {
        if (copies.length == 1) {
            return;
        }
        MemorySegment memory = arena.allocate((copies.length - 1) * extent.copyBytes(), ALIGNMENT);
        long offset = 0;
        for (int i = 1; i < copies.length; i++) {
            copies[i] = new Tensor[names.length];
            for (int j = 0; j < names.length; j++) {
                Tensor original = copies[0][j];
                long size = original.descriptor().size();
                MemorySegment place = memory.asSlice(offset, size);
                MemorySegment.copy(original.segment(), 0, place, 0, size);
                copies[i][j] = Tensor.of(original.descriptor(), place);
                offset += room(original);
            }
        }
    }

    private void runEach() {
        for (int i = 0; i < copies.length; i++) {
            next().run();
        }
    }

    /// Fills the caches with something else, where too few copies do not.
    private static void sweepCache(long bytes) {
        try (Arena passing = Arena.ofConfined()) {
            passing.allocate(bytes, ALIGNMENT).fill((byte) 1);
        }
    }

    /// The largest number near the golden section of all copies that leads to each of them.
    private static int step(int count) {
        int step = Math.max(1, (int) (count * STEP));
        while (greatestCommonDivisor(step, count) > 1) {
            step--;
        }
        return step;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /// The execution, bound to the copy whose turn it is; for one run.
    Execution next() {
        Tensor[] copy = copies[turn];
        for (int i = 0; i < names.length; i++) {
            execution.set(names[i], copy[i]);
        }
        turn = (int) (((long) turn + step) % copies.length);
        return execution;
    }

    /// How many runs use tensors of their own before the first ones come again.
    int copies() {
        return copies.length;
    }

    /// A tensor of a copy, the problem's own being number 0.
    ///
    /// @return null when it is not one that is cold
    @Nullable Tensor tensor(int copy, String name) {
        int index = List.of(names).indexOf(name);
        return index < 0 ? null : copies[copy][index];
    }

    /// What was done, in a line; empty for [ColdCacheMode#NONE].
    String note() {
        return note;
    }

    @Override
    public void close() {
        execution.close();
        arena.close();
    }
}
