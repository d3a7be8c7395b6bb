package dev.onednn4j.bench;

import java.util.List;

/// Which of oneDNN's implementations a case may run on.
///
/// @param names parts of names
/// @param skips whether those are passed over, not wanted
record ImplementationFilter(List<String> names, boolean skips) {
    static final ImplementationFilter ALL = new ImplementationFilter(List.of(), true);

    ImplementationFilter {
        names = List.copyOf(names);
    }

    static ImplementationFilter wanted(String value) {
        return value.isEmpty() ? ALL : new ImplementationFilter(KnobValue.split(value, ','), false);
    }

    static ImplementationFilter skipped(String value) {
        return value.isEmpty() ? ALL : new ImplementationFilter(KnobValue.split(value, ','), true);
    }

    boolean accepts(String implementation) {
        return names.stream().anyMatch(implementation::contains) != skips;
    }

    boolean acceptsAll() {
        return names.isEmpty();
    }

    /// The knob that sets it.
    @Override
    public String toString() {
        return acceptsAll() ? "" : (skips ? "--skip-impl=" : "--impl=") + String.join(",", names);
    }
}
