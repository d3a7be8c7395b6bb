package dev.onednn4j.bench.problem;

import java.util.List;

/// Which of oneDNN's implementations a case may run on.
///
/// @param names parts of names
/// @param skips whether those are passed over, not wanted
/// @param whole whether they are whole names
public record ImplementationFilter(List<String> names, boolean skips, boolean whole) {
    public static final ImplementationFilter ALL = new ImplementationFilter(List.of(), true, false);

    public ImplementationFilter {
        names = List.copyOf(names);
    }

    public static ImplementationFilter wanted(String value) {
        return value.isEmpty()
                ? ALL
                : new ImplementationFilter(KnobValue.split(value, ','), false, false);
    }

    public static ImplementationFilter skipped(String value) {
        return value.isEmpty()
                ? ALL
                : new ImplementationFilter(KnobValue.split(value, ','), true, false);
    }

    /// The one of that name.
    public static ImplementationFilter exactly(String name) {
        return new ImplementationFilter(List.of(name), false, true);
    }

    public boolean accepts(String implementation) {
        boolean named =
                whole
                        ? names.contains(implementation)
                        : names.stream().anyMatch(implementation::contains);
        return named != skips;
    }

    public boolean acceptsAll() {
        return names.isEmpty();
    }

    /// The knob that sets it.
    @Override
    public String toString() {
        return acceptsAll() ? "" : (skips ? "--skip-impl=" : "--impl=") + String.join(",", names);
    }
}
