package dev.onednn4j.bench.reference;

/// Sums up a gradient by weights, in tasks of some channels of the map and some *pairs*, each of a
/// channel of the image and a tap.
///
/// Thread safe where tasks are different ones.
///
/// @param dots the scalar products of stretches of lines
/// @param sums row-major
record WeightsSum(TapGeometry taps, Grid grid, Weights weights, Dots dots, double[] sums) {
    /// Places of a line: of those that are multiplied with each other, four stay in the fastest
    /// cache, and those of all lines of a task in the next one.
    private static final int LENGTH = 1024;

    private static final int CHANNELS = 32;
    private static final int PAIRS = 16;

    /// The number of tasks that together sum everything.
    int tasks() {
        return Math.multiplyExact(taps.groups(), channelBlocks() * pairBlocks());
    }

    private int channelBlocks() {
        return Math.ceilDiv(taps.mapChannels(), CHANNELS);
    }

    private int pairBlocks() {
        return Math.ceilDiv(pairs(), PAIRS);
    }

    private int pairs() {
        return taps.imageChannels() * taps.taps();
    }

    void run(int task) {
        int group = task / pairBlocks() / channelBlocks();
        int firstChannel = task / pairBlocks() % channelBlocks() * CHANNELS;
        int firstPair = task % pairBlocks() * PAIRS;
        int channelEnd = Math.min(firstChannel + CHANNELS, taps.mapChannels());
        int pairEnd = Math.min(firstPair + PAIRS, pairs());
        double[] products = new double[4];
        for (int first = 0; first < grid.places(); first += LENGTH) {
            for (int pair = firstPair; pair < pairEnd; pair += 2) {
                for (int channel = firstChannel; channel < channelEnd; channel += 2) {
                    addProducts(products, group, channel, pair, first);
                }
            }
        }
    }

    /// Adds those of two channels and two pairs, or of one where it is the last.
    private void addProducts(double[] products, int group, int channel, int pair, int first) {
        int next = Math.min(channel + 1, taps.mapChannels() - 1);
        int other = Math.min(pair + 1, pairs() - 1);
        dots.run(
                products,
                mapLine(group, channel),
                mapLine(group, next),
                grid.margin() + first,
                imageLine(group, pair),
                grid.margin() + first + shift(pair),
                imageLine(group, other),
                grid.margin() + first + shift(other),
                Math.min(LENGTH, grid.places() - first));
        add(group, channel, pair, products[0]);
        if (other != pair) {
            add(group, channel, other, products[1]);
        }
        if (next != channel) {
            add(group, next, pair, products[2]);
        }
        if (other != pair && next != channel) {
            add(group, next, other, products[3]);
        }
    }

    private int mapLine(int group, int channel) {
        return group * taps.mapChannels() + channel;
    }

    private int imageLine(int group, int pair) {
        int channel = group * taps.imageChannels() + pair / taps.taps();
        return channel * grid.phases().size() + grid.phase(pair % taps.taps());
    }

    private int shift(int pair) {
        return grid.shift(pair % taps.taps());
    }

    private void add(int group, int channel, int pair, double product) {
        sums[weights.index(group, channel, pair / taps.taps(), pair % taps.taps())] += product;
    }
}
