package dev.onednn4j.internal.call;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.problem.Implementation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The implementations that were offered for a problem and not taken, and why. Not thread safe.
public final class PassedOver {
    /// In place of the id of a defect: an implementation that describes a primitive and then
    /// refuses to make it.
    static final String NOT_CREATED = "not-created";

    /// In place of the id of a defect: an implementation that does not compute what oneDNN's
    /// reference computes.
    public static final String VERIFICATION_FAILED = "verification-failed";

    private final Map<String, String> defects = new LinkedHashMap<>();
    private final List<String> unwanted = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();

    void defective(Implementation implementation, Defect defect) {
        defects.putIfAbsent(implementation.name(), defect.id());
    }

    void refused(Implementation implementation) {
        defects.putIfAbsent(implementation.name(), NOT_CREATED);
    }

    void differing(Implementation implementation) {
        defects.putIfAbsent(implementation.name(), VERIFICATION_FAILED);
    }

    void slow(Implementation implementation) {
        slow.add(implementation.name());
    }

    /// Whether an implementation was refused for being slow.
    boolean hasSlow() {
        return !slow.isEmpty();
    }

    public void unwanted(Implementation implementation) {
        unwanted.add(implementation.name());
    }

    /// A copy: the defect's id by the implementation's name.
    public Map<String, String> defects() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(defects));
    }

    /// A copy: the names of those that the user's predicate rejected.
    public List<String> unwanted() {
        return List.copyOf(unwanted);
    }

    /// Who refused, in words.
    public String reasons() {
        List<String> reasons = new ArrayList<>();
        defects.forEach((implementation, id) -> reasons.add(implementation + reason(id)));
        for (String implementation : slow) {
            reasons.add(implementation + " is a slow reference, which avoidReference() refuses");
        }
        for (String implementation : unwanted) {
            reasons.add(implementation + " is rejected by the predicate of implementations(…)");
        }
        return reasons.isEmpty()
                ? "oneDNN offers no implementation on this machine"
                : "of those that oneDNN offers on this machine, " + String.join(", ", reasons);
    }

    private static String reason(String id) {
        return switch (id) {
            case NOT_CREATED -> " cannot be made by oneDNN";
            case VERIFICATION_FAILED -> " does not compute what oneDNN's reference computes";
            default -> " is passed over for the known defect '" + id + "'";
        };
    }
}
