package dev.onednn4j.lab.learning;

/// What is looked for in a picture, and what looks a little like it.
///
/// @param ink 1 where it is bright, otherwise 0; 5×5, row by row
record Pattern(String name, float[] ink) {
    static final int SIZE = 5;

    /// Not the same when it is turned or mirrored.
    static final Pattern LETTER = of("the pattern", "#####", "#....", "####.", "#....", "#....");

    static final Pattern DAMAGED =
            of("with a pixel missing", "#####", "#....", "##.#.", "#....", "#....");
    static final Pattern MIRRORED = of("mirrored", "#####", "....#", ".####", "....#", "....#");
    static final Pattern UPSIDE_DOWN =
            of("upside down", "#....", "#....", "####.", "#....", "#####");
    static final Pattern BLOCK = of("a block of 5×5", "#####", "#####", "#####", "#####", "#####");
    static final Pattern NOTHING = of("nothing", ".....", ".....", ".....", ".....", ".....");

    private static Pattern of(String name, String... rows) {
        float[] ink = new float[SIZE * SIZE];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = rows[i / SIZE].charAt(i % SIZE) == '#' ? 1 : 0;
        }
        return new Pattern(name, ink);
    }

    /// How many of its pixels are bright.
    int brightPixels() {
        int bright = 0;
        for (float value : ink) {
            bright += value > 0 ? 1 : 0;
        }
        return bright;
    }

    /// The kernel that is looking for it: 1 where it is bright, −1 where it is dark.
    Kernel kernel() {
        float[] signs = new float[ink.length];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = 2 * ink[i] - 1;
        }
        return Kernel.of(signs);
    }

    /// A dark picture with the pattern at one place.
    float[] picture(int size, int top, int left) {
        float[] pixels = new float[size * size];
        for (int i = 0; i < ink.length; i++) {
            pixels[(top + i / SIZE) * size + left + i % SIZE] = ink[i];
        }
        return pixels;
    }

    /// Pictures with the pattern at each place where it fits, one after another.
    float[] everywhere(int size) {
        int places = size - SIZE + 1;
        float[] pixels = new float[places * places * size * size];
        for (int place = 0; place < places * places; place++) {
            float[] picture = picture(size, place / places, place % places);
            System.arraycopy(picture, 0, pixels, place * picture.length, picture.length);
        }
        return pixels;
    }
}
