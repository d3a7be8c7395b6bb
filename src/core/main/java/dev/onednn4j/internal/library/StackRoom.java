package dev.onednn4j.internal.library;

/// Makes sure that the stack has room, before something begins that must not stop half-way: making
/// a native object and noting down who destroys it, or destroying several of them. Where there is
/// none, the `StackOverflowError` strikes here, and nothing has happened yet.
///
/// Thread safe.
public final class StackRoom {
    /// Frames of the method below: about 80 bytes each once it is compiled, 400 before.
    private static final int TO_DESTROY = 24;

    private static final int TO_BUILD = 128;

    private StackRoom() {}

    /// Room for destroying native objects.
    public static void requireToDestroy() {
        descend(TO_DESTROY, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
    }

    /// Room for making native objects.
    public static void requireToBuild() {
        descend(TO_BUILD, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
    }

    /// Many parameters make a large frame, and each changes its place, so that the compiler cannot
    /// leave them out.
    private static long descend(
            int levels,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l,
            long m,
            long n,
            long o,
            long p,
            long q,
            long r) {
        return levels == 0
                ? a
                : descend(levels - 1, r, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q);
    }
}
