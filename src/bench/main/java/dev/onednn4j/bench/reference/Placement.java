package dev.onednn4j.bench.reference;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// How a row-major tensor {N, C, spatial…} lies on the lines of a [Grid]: one line for each channel
/// and phase.
///
/// @param channels those of all groups together
/// @param stride the distance in the tensor of neighbours on the line
/// @param phases where in the tensor the lines begin
record Placement(
        Grid grid, int images, int channels, int[] sizes, int[] stride, List<int[]> phases) {

    static Placement ofImage(TapGeometry taps, Grid grid) {
        return new Placement(
                grid,
                taps.images(),
                taps.groups() * taps.imageChannels(),
                taps.image(),
                taps.stride(),
                grid.phases());
    }

    static Placement ofMap(TapGeometry taps, Grid grid) {
        return new Placement(
                grid,
                taps.images(),
                taps.groups() * taps.mapChannels(),
                taps.map(),
                new int[] {1, 1, 1},
                List.of(new int[TapGeometry.AXES]));
    }

    int line(int channel, int phase) {
        return channel * phases.size() + phase;
    }

    /// @throws ArithmeticException when an array cannot hold the tensor
    int elements() {
        long area = Math.multiplyExact((long) sizes[0] * sizes[1], (long) sizes[2]);
        return Math.toIntExact(Math.multiplyExact((long) images * channels, area));
    }

    /// Reads a tensor of integers.
    ///
    /// @param zeroPoint what is subtracted from the elements of each channel
    int[][] packIntegers(TensorElements plain, IntUnaryOperator zeroPoint) {
        int[][] lines = new int[channels * phases.size()][grid.length()];
        readRows(
                plain,
                (channel, phase, at, row, count) -> {
                    int[] line = lines[line(channel, phase)];
                    int zero = zeroPoint.applyAsInt(channel);
                    for (int i = 0; i < count; i++) {
                        line[at + i] = (int) row[phases.get(phase)[2] + i * stride[2]] - zero;
                    }
                });
        return lines;
    }

    /// Reads a tensor of any numbers.
    ///
    /// @param zeroPoint what is subtracted from the elements of each channel
    double[][] packReals(TensorElements plain, IntUnaryOperator zeroPoint) {
        double[][] lines = new double[channels * phases.size()][grid.length()];
        readRows(
                plain,
                (channel, phase, at, row, count) -> {
                    double[] line = lines[line(channel, phase)];
                    int zero = zeroPoint.applyAsInt(channel);
                    for (int i = 0; i < count; i++) {
                        line[at + i] = row[phases.get(phase)[2] + i * stride[2]] - zero;
                    }
                });
        return lines;
    }

    private interface RowReader {
        /// @param at where on the line the row begins
        /// @param row the row of the tensor that has the line's elements
        /// @param count how many elements of it are on the line
        void accept(int channel, int phase, int at, double[] row, int count);
    }

    private void readRows(TensorElements plain, RowReader reader) {
        IntStream.range(0, images * channels)
                .parallel()
                .forEach(
                        plane -> {
                            double[] row = new double[sizes[2]];
                            for (int phase = 0; phase < phases.size(); phase++) {
                                readRows(plain, plane, phase, row, reader);
                            }
                        });
    }

    private void readRows(
            TensorElements plain, int plane, int phase, double[] row, RowReader reader) {
        int image = plane / channels;
        int channel = plane % channels;
        int[] begin = phases.get(phase);
        int count = count(phase, 2);
        for (int i = 0; i < count(phase, 0); i++) {
            for (int j = 0; j < count(phase, 1); j++) {
                long outer = (long) plane * sizes[0] + begin[0] + (long) i * stride[0];
                long inner = outer * sizes[1] + begin[1] + (long) j * stride[1];
                plain.read(inner * sizes[2], row, 0, row.length);
                int place = ((image * grid.pitch(0) + i) * grid.pitch(1) + j) * grid.pitch(2);
                reader.accept(channel, phase, grid.margin() + place, row, count);
            }
        }
    }

    /// How many of the tensor's places along an axis are in a phase.
    private int count(int phase, int axis) {
        return Math.max(0, Math.ceilDiv(sizes[axis] - phases.get(phase)[axis], stride[axis]));
    }

    /// Adds what was summed for some places of one line to the row-major tensor.
    ///
    /// @param row which of the tile's rows
    /// @param first the place that the tile begins with
    void unpack(Tile tile, int row, int channel, int phase, int first, int places, double[] plain) {
        int[] begin = phases.get(phase);
        int end = first + places;
        int place = first;
        while (place < end) {
            int rest = place / grid.pitch(2);
            int i2 = place % grid.pitch(2);
            int i1 = rest % grid.pitch(1);
            int i0 = rest / grid.pitch(1) % grid.pitch(0);
            int image = rest / grid.pitch(1) / grid.pitch(0);
            int left = Math.min(end - place, count(phase, 2) - i2);
            if (left > 0 && i1 < count(phase, 1) && i0 < count(phase, 0)) {
                int plane = (image * channels + channel) * sizes[0] + begin[0] + i0 * stride[0];
                int line = plane * sizes[1] + begin[1] + i1 * stride[1];
                int at = line * sizes[2] + begin[2] + i2 * stride[2];
                tile.addTo(row, place - first, left, plain, at, stride[2]);
            }
            place += grid.pitch(2) - i2;
        }
    }
}
