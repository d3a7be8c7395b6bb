package dev.onednn4j;

import dev.onednn4j.internal.problem.Implementation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The implementations that were offered for a problem and not taken, and why. Not thread safe.
final class PassedOver {
    /// In place of the id of a defect: an implementation that describes a primitive and then
    /// refuses to make it.
    static final String NOT_CREATED = "not-created";

    private final Map<String, String> defects = new LinkedHashMap<>();
    private final List<String> unwanted = new ArrayList<>();

    void defective(Implementation implementation, Defect defect) {
        defects.putIfAbsent(implementation.name(), defect.id());
    }

    void refused(Implementation implementation) {
        defects.putIfAbsent(implementation.name(), NOT_CREATED);
    }

    void unwanted(Implementation implementation) {
        unwanted.add(implementation.name());
    }

    /// A copy: the defect's id by the implementation's name.
    Map<String, String> defects() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(defects));
    }

    /// A copy: the names of those that the user's predicate rejected.
    List<String> unwanted() {
        return List.copyOf(unwanted);
    }

    /// Who refused, in words.
    String reasons() {
        List<String> reasons = new ArrayList<>();
        defects.forEach(
                (implementation, id) ->
                        reasons.add(
                                implementation
                                        + (id.equals(NOT_CREATED)
                                                ? " cannot be made by oneDNN"
                                                : " is passed over for the known defect '"
                                                        + id
                                                        + "'")));
        for (String implementation : unwanted) {
            reasons.add(implementation + " is rejected by the predicate of implementations(…)");
        }
        return reasons.isEmpty()
                ? "oneDNN offers no implementation on this machine"
                : "of those that oneDNN offers on this machine, " + String.join(", ", reasons);
    }
}
