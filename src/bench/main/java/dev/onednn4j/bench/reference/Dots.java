package dev.onednn4j.bench.reference;

/// The scalar products of stretches of two lines of the map with those of two lines of the image.
@FunctionalInterface
interface Dots {
    /// Multiplies.
    ///
    /// @param products of the first line of the map with both of the image, then of the second
    void run(
            double[] products,
            int map0,
            int map1,
            int mapStart,
            int image0,
            int imageStart0,
            int image1,
            int imageStart1,
            int length);

    /// Those of integers so small that an `int` can hold every product.
    static Dots ofIntegers(int[][] map, int[][] image) {
        return (products, map0, map1, mapStart, image0, start0, image1, start1, length) ->
                MultiplyAdd.dots(
                        products,
                        map[map0],
                        map[map1],
                        mapStart,
                        image[image0],
                        start0,
                        image[image1],
                        start1,
                        length);
    }

    /// Those of any numbers, in double precision.
    static Dots ofReals(double[][] map, double[][] image) {
        return (products, map0, map1, mapStart, image0, start0, image1, start1, length) -> {
            products[0] = MultiplyAdd.dot(map[map0], mapStart, image[image0], start0, length);
            products[1] = MultiplyAdd.dot(map[map0], mapStart, image[image1], start1, length);
            products[2] = MultiplyAdd.dot(map[map1], mapStart, image[image0], start0, length);
            products[3] = MultiplyAdd.dot(map[map1], mapStart, image[image1], start1, length);
        };
    }
}
