package dev.onednn4j.internal.call;

import java.util.function.Predicate;

/// Which implementation of a primitive a user wants.
///
/// @param accepted by name
/// @param avoidsReference whether a slow reference implementation is refused
/// @param verified whether it is compared with the reference implementation first
/// @param purpose what the primitive is made for
public record Choice(
        Predicate<String> accepted, boolean avoidsReference, boolean verified, Purpose purpose) {
    /// What a primitive is made for.
    enum Purpose {
        /// The user wants it.
        USE,
        /// It shows which layouts a fast implementation takes.
        REMEDY,
        /// Others are compared with it.
        COMPARISON
    }

    /// The first that can be trusted.
    public static final Choice ANY = new Choice(implementation -> true, false, false, Purpose.USE);

    /// The first that can be trusted and is no slow reference implementation.
    static final Choice FAST = new Choice(implementation -> true, true, false, Purpose.REMEDY);

    /// The reference implementation.
    static final Choice REFERENCE =
            new Choice(Verification::isReference, false, false, Purpose.COMPARISON);

    public Choice withAccepted(Predicate<String> accepted) {
        return new Choice(accepted, avoidsReference, verified, purpose);
    }

    public Choice withoutReference() {
        return new Choice(accepted, true, verified, purpose);
    }

    public Choice withVerification() {
        return new Choice(accepted, avoidsReference, true, purpose);
    }
}
