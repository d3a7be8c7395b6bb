package dev.onednn4j;

import java.util.function.Predicate;

/// Which implementation of a primitive a user wants.
///
/// @param accepted by name
/// @param avoidsReference whether a slow reference implementation is refused
/// @param verified whether it is compared with the reference implementation first
record Choice(Predicate<String> accepted, boolean avoidsReference, boolean verified) {
    /// The first that can be trusted.
    static final Choice ANY = new Choice(implementation -> true, false, false);

    /// The first that can be trusted and is no slow reference implementation.
    static final Choice FAST = new Choice(implementation -> true, true, false);

    /// The reference implementation.
    static final Choice REFERENCE = new Choice(Verification::isReference, false, false);

    Choice withAccepted(Predicate<String> accepted) {
        return new Choice(accepted, avoidsReference, verified);
    }

    Choice withoutReference() {
        return new Choice(accepted, true, verified);
    }

    Choice withVerification() {
        return new Choice(accepted, avoidsReference, true);
    }
}
