package dev.onednn4j.bench.reference;

import java.util.stream.IntStream;

/// Sums up an activation or its gradient: a tensor {N, C, spatial…} from one of that kind and
/// weights, in tasks of some places of some channels.
///
/// Thread safe where tasks are different ones.
///
/// @param gathers whether the map is summed, from the image; else the image is, from the map
/// @param from how what is summed up lies on the grid
/// @param to how the sums lie on the grid
/// @param sums row-major
record ActivationSum(
        TapGeometry taps,
        Grid grid,
        Weights weights,
        boolean gathers,
        Placement from,
        Placement to,
        double[] sums) {
    /// The number of tasks that together sum everything.
    int tasks() {
        return Math.toIntExact(Math.multiplyExact((long) stretches(), tasksOfStretch()));
    }

    private int stretches() {
        return Math.ceilDiv(grid.places(), Tile.LENGTH);
    }

    private int tasksOfStretch() {
        return taps.groups() * to.phases().size() * blocks();
    }

    private int blocks() {
        return Math.ceilDiv(toChannels(), Tile.ROWS);
    }

    private int toChannels() {
        return gathers ? taps.mapChannels() : taps.imageChannels();
    }

    private int fromChannels() {
        return gathers ? taps.imageChannels() : taps.mapChannels();
    }

    /// Neighbouring tasks read the same values.
    ///
    /// @param tile holds zeros
    void run(int task, Tile tile) {
        int first = task / tasksOfStretch() * Tile.LENGTH;
        int places = Math.min(Tile.LENGTH, grid.places() - first);
        int rest = task % tasksOfStretch();
        int block = rest % blocks();
        int phase = rest / blocks() % to.phases().size();
        int group = rest / blocks() / to.phases().size();
        run(tile, group, phase, block * Tile.ROWS, first, places);
    }

    private void run(Tile tile, int group, int phase, int channel, int first, int places) {
        int[] met = tapsInto(phase);
        int rows = Math.min(Tile.ROWS, toChannels() - channel);
        SumTerms terms = new SumTerms(gathers ? weights.mapStep() : weights.imageStep());
        int added = 0;
        for (int other = 0; other < fromChannels(); other++) {
            int map = gathers ? channel : other;
            int image = gathers ? other : channel;
            for (int tap : met) {
                int shift = gathers ? grid.shift(tap) : -grid.shift(tap);
                terms.add(
                        from.line(group * fromChannels() + other, gathers ? grid.phase(tap) : 0),
                        grid.margin() + first + shift,
                        weights.index(group, map, image, tap));
                if (terms.count() == SumTerms.MOST) {
                    tile.add(terms, rows, places);
                    terms.clear();
                    added += SumTerms.MOST;
                    if (added > tile.capacity() - SumTerms.MOST) {
                        unpack(tile, rows, group, phase, channel, first, places);
                        tile.clear();
                        added = 0;
                    }
                }
            }
        }
        if (terms.count() > 0) {
            tile.add(terms, rows, places);
        }
        unpack(tile, rows, group, phase, channel, first, places);
    }

    private void unpack(
            Tile tile, int rows, int group, int phase, int channel, int first, int places) {
        for (int row = 0; row < rows; row++) {
            int target = group * toChannels() + channel + row;
            to.unpack(tile, row, target, phase, first, places, sums);
        }
    }

    /// The taps with which the places of a phase are met.
    private int[] tapsInto(int phase) {
        IntStream all = IntStream.range(0, taps.taps());
        return (gathers ? all : all.filter(tap -> grid.phase(tap) == phase)).toArray();
    }
}
