package dev.onednn4j.internal.library;

import dev.onednn4j.capi.onednn_h;

/// The version a oneDNN library says it is.
///
/// @param major must equal the major version of the headers that the bindings were generated from
/// @param minor must not be less than that of the headers
/// @param patch any
/// @param hash the commit it was built from, or whatever its builder put there
public record LibraryVersion(int major, int minor, int patch, String hash) {

    /// Whether the bindings fit the library: oneDNN keeps its C interface compatible within a major
    /// version, and adds to it from one minor version to the next.
    boolean fitsBindings() {
        return major == requiredMajor() && minor >= requiredMinor();
    }

    static int requiredMajor() {
        return onednn_h.DNNL_VERSION_MAJOR();
    }

    static int requiredMinor() {
        return onednn_h.DNNL_VERSION_MINOR();
    }

    /// The versions that fit, in words for a message.
    static String required() {
        return requiredMajor()
                + "."
                + requiredMinor()
                + " or newer, but below "
                + (requiredMajor() + 1)
                + ".0";
    }

    /// Major, minor and patch, as in `3.13.1`.
    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
