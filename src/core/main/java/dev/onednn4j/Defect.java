package dev.onednn4j;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Something that an implementation of oneDNN gets wrong. Such an implementation is passed over for
/// the problems concerned, and the next one that oneDNN offers takes its place:
/// [Primitive#passedOver()] tells. [OneDnn#knownDefects()] lists all that are known.
///
/// The system property `onednn4j.disabledDefects` names ids, separated by commas, that are not
/// passed over, or `all`: for those who check whether a later oneDNN has mended them. A program
/// that sets it may crash or compute wrongly.
///
/// @param id short, and the same in every release
/// @param harm what goes wrong
/// @param since the oldest version of oneDNN that it was seen in
/// @param fixedIn the first version without it; null while none is known
/// @param issue where oneDNN's developers know of it; null when they do not
/// @param primitives which primitives have it, by oneDNN's words: `convolution`, `matmul` …
/// @param implementations which implementations are concerned, in words
/// @param reason what they do wrong and when, in one sentence or two
public record Defect(
        String id,
        Harm harm,
        String since,
        @Nullable String fixedIn,
        @Nullable String issue,
        List<String> primitives,
        String implementations,
        String reason) {
    /// What goes wrong.
    public enum Harm {
        /// The process ends, or memory is overwritten.
        CRASH,
        /// The result is not right.
        WRONG_RESULT,
        /// oneDNN refuses what it can do.
        REFUSAL
    }
}
