package dev.onednn4j.bench.reference;

/// Finds the element of a tensor that belongs to an element of dst, where the tensor has the size
/// of dst or size 1 along each dimension.
///
/// Thread safe.
final class OperandReader {
    private final TensorElements elements;
    private final long imageStep;
    private final long channelStep;
    private final int[] places;

    /// @param elements dense and row-major
    /// @param bits bit d is set where the tensor has the size of dst along dimension d
    /// @param dims those of dst
    OperandReader(TensorElements elements, int bits, long[] dims) {
        this.elements = elements;
        long[] steps = new long[dims.length];
        long next = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            if ((bits >> d & 1) == 1) {
                steps[d] = next;
                next *= dims[d];
            }
        }
        imageStep = steps[0];
        channelStep = steps[1];
        places = places(steps, dims);
    }

    private static int[] places(long[] steps, long[] dims) {
        int area = 1;
        for (int d = 2; d < dims.length; d++) {
            area = Math.toIntExact(area * dims[d]);
        }
        int[] places = new int[area];
        for (int place = 0; place < area; place++) {
            long rest = place;
            long offset = 0;
            for (int d = dims.length - 1; d >= 2; d--) {
                offset += rest % dims[d] * steps[d];
                rest /= dims[d];
            }
            places[place] = Math.toIntExact(offset);
        }
        return places;
    }

    /// @param place counted over all spatial dimensions
    double get(long image, long channel, int place) {
        return elements.get(image * imageStep + channel * channelStep + places[place]);
    }
}
