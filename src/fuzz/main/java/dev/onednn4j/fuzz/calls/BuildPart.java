package dev.onednn4j.fuzz.calls;

import java.util.function.Predicate;

/// The last calls to a builder.
final class BuildPart {
    private BuildPart() {}

    static Result write(Draft draft, Result builder) {
        return draft.call(asked(draft, builder), "build");
    }

    /// A builder that gives a more special class than it says.
    static Result write(Draft draft, Class<?> known, Result builder) {
        return draft.call(known, asked(draft, builder), "build");
    }

    private static Result asked(Draft draft, Result builder) {
        Choices choices = draft.choices();
        if (choices.percent(10)) {
            Literal reference =
                    new Literal(
                            Predicate.class,
                            "name -> name.contains(\"ref\")",
                            _ -> (Predicate<String>) name -> name.contains("ref"));
            return draft.call(builder, "implementations", reference);
        }
        if (choices.percent(4)) {
            return draft.call(builder, choices.of("avoidReference", "verified"));
        }
        return builder;
    }
}
