package dev.onednn4j.bench.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All places of a [TapGeometry] on one line, so that each tap joins the map to the image at one
/// distance, and long loops over neighbours remain of rows, planes and images.
///
/// The image is split into *phases*: those of its places that leave the same remainders when
/// divided by the strides. Neighbours in a phase meet neighbours in the map: the map's place `m`
/// meets place `m + shift` of the tap's phase. Rows, planes and images lie so far apart that what a
/// tap meets beyond an end is a gap, which holds 0.
final class Grid {
    private final int[] pitch = new int[TapGeometry.AXES];
    private final List<int[]> phases = new ArrayList<>();
    private final int[] phase;
    private final int[] shift;
    private final int margin;
    private final int places;

    /// @throws ArithmeticException when an array cannot hold one channel
    Grid(TapGeometry taps) {
        phase = new int[taps.taps()];
        shift = new int[taps.taps()];
        for (int axis = 0; axis < pitch.length; axis++) {
            pitch[axis] = pitch(taps, axis);
        }
        int farthest = 0;
        for (int tap = 0; tap < shift.length; tap++) {
            int[] remainders = new int[pitch.length];
            long distance = 0;
            for (int axis = 0; axis < pitch.length; axis++) {
                int stride = taps.stride()[axis];
                remainders[axis] = Math.floorMod(taps.offset(axis, tap), stride);
                distance = distance * pitch[axis] + Math.floorDiv(taps.offset(axis, tap), stride);
            }
            phase[tap] = indexOf(remainders);
            shift[tap] = Math.toIntExact(distance);
            farthest = Math.max(farthest, Math.absExact(shift[tap]));
        }
        margin = farthest;
        long plane = Math.multiplyExact((long) pitch[1], pitch[2]);
        long image = Math.multiplyExact(plane, pitch[0]);
        places = Math.toIntExact(Math.multiplyExact(image, taps.images()));
        Math.addExact(places, Math.multiplyExact(2, margin));
    }

    private static int pitch(TapGeometry taps, int axis) {
        int stride = taps.stride()[axis];
        int before = 0;
        int after = 0;
        for (int tap = 0; tap < taps.taps(); tap++) {
            int distance = Math.floorDiv(taps.offset(axis, tap), stride);
            before = Math.max(before, -distance);
            after = Math.max(after, distance);
        }
        return Math.max(
                Math.addExact(Math.ceilDiv(taps.image()[axis], stride), before),
                Math.addExact(taps.map()[axis], after));
    }

    private int indexOf(int[] remainders) {
        for (int i = 0; i < phases.size(); i++) {
            if (Arrays.equals(phases.get(i), remainders)) {
                return i;
            }
        }
        phases.add(remainders);
        return phases.size() - 1;
    }

    /// The phases that any tap meets: the remainders along the axes.
    List<int[]> phases() {
        return phases;
    }

    int phase(int tap) {
        return phase[tap];
    }

    /// How far on the line a tap reaches from a place of the map.
    int shift(int tap) {
        return shift[tap];
    }

    /// The distance of neighbours along an axis, in those along the next one.
    int pitch(int axis) {
        return pitch[axis];
    }

    /// How many places lie on the line, gaps among them.
    int places() {
        return places;
    }

    /// How many zeros lie before the first place, and as many behind the last.
    int margin() {
        return margin;
    }

    /// Elements of an array with a whole line.
    int length() {
        return places + 2 * margin;
    }
}
