package dev.onednn4j.internal.memory;

import dev.onednn4j.MemoryDescriptor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.IntStream;

/// Refuses tensors of one execution that share memory in a way that would make its results wrong: a
/// result must not overlap any other argument. The one exception is a result in the place of the
/// input that the primitive can work on in place.
///
/// Thread safe. [#require] allocates nothing when it accepts, but for the first time that two
/// tensors lie between each other.
public final class OverlapCheck {
    private static final int NONE = -1;

    private final Argument[] arguments;
    private final Footprint[] footprints;
    private final int[] written;

    /// The input whose place the first result may take, and whether both are described alike,
    /// without which it may not; no index where the primitive cannot work in place.
    private final int inPlaceSource;

    private final boolean describedAlike;

    /// What tells whether two arguments share a byte, by the index of the first and then of the
    /// second; made when it is asked for. Two threads may both make it: it is immutable.
    private final @Nullable Overlap[][] overlaps;

    /// @param inPlaceSource the input whose place the first result may take; empty where there is
    ///   none
    public OverlapCheck(List<Argument> arguments, String inPlaceSource) {
        int count = arguments.size();
        this.arguments = arguments.toArray(Argument[]::new);
        this.footprints = new Footprint[count];
        for (int i = 0; i < count; i++) {
            footprints[i] = footprint(arguments.get(i).descriptor());
        }
        this.written = IntStream.range(0, count).filter(i -> arguments.get(i).written()).toArray();
        this.inPlaceSource =
                IntStream.range(0, count)
                        .filter(i -> arguments.get(i).name().equals(inPlaceSource))
                        .findFirst()
                        .orElse(NONE);
        this.describedAlike =
                this.inPlaceSource != NONE
                        && arguments
                                .get(this.inPlaceSource)
                                .descriptor()
                                .equals(arguments.get(written[0]).descriptor());
        this.overlaps = new Overlap[count][count];
    }

    private static Footprint footprint(MemoryDescriptor descriptor) {
        long elementSize =
                switch (descriptor.dataType()) {
                    case S4, U4, F4_E2M1, F4_E3M0 -> 0;
                    default -> descriptor.dataType().size();
                };
        return Footprint.of(
                ProblemTensor.of(descriptor).blocking(), elementSize, descriptor.size());
    }

    /// Checks the tensors whose memory begins at these addresses, in the order of the arguments.
    ///
    /// @throws IllegalArgumentException when a result overlaps another tensor
    public void require(long[] addresses) {
        for (int result : written) {
            for (int other = 0; other < arguments.length; other++) {
                if (other != result && mayOverlap(result, other, addresses)) {
                    requireApart(result, other, addresses);
                }
            }
        }
    }

    /// Whether the ranges of addresses meet.
    private boolean mayOverlap(int first, int second, long[] addresses) {
        Footprint one = footprints[first];
        Footprint two = footprints[second];
        return addresses[first] + one.start() < addresses[second] + two.end()
                && addresses[second] + two.start() < addresses[first] + one.end();
    }

    private void requireApart(int result, int other, long[] addresses) {
        boolean inPlace = result == written[0] && other == inPlaceSource;
        if (inPlace && describedAlike && addresses[result] == addresses[other]) {
            return;
        }
        if (overlap(result, other).at(addresses[result], addresses[other])) {
            throw new IllegalArgumentException(message(result, other, inPlace));
        }
    }

    private Overlap overlap(int first, int second) {
        Overlap known = overlaps[first][second];
        if (known == null) {
            known = Overlap.of(footprints[first], footprints[second]);
            overlaps[first][second] = known;
        }
        return known;
    }

    private String message(int result, int other, boolean inPlace) {
        String name = arguments[other].name();
        String text =
                arguments[result].name()
                        + ": expected memory that it does not share with "
                        + name
                        + ", got memory that overlaps it; give it memory of its own";
        if (!inPlace) {
            return text;
        }
        return describedAlike
                ? text + ", or the very tensor that " + name + " is"
                : text
                        + ": only a primitive that was built with both described alike works in"
                        + " place, here "
                        + name
                        + " is "
                        + arguments[other].descriptor()
                        + " and "
                        + arguments[result].name()
                        + " is "
                        + arguments[result].descriptor();
    }
}
