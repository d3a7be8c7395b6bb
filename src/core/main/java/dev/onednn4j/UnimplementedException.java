package dev.onednn4j;

import java.util.List;
import java.util.Map;

/// No implementation on this machine computes a problem. The message describes the problem in the
/// language of oneDNN's own benchmark, benchdnn, so that it can be reproduced there, and says who
/// refused: oneDNN itself, a known defect of what it offers, or the predicate that the user gave.
public final class UnimplementedException extends OneDnnException {
    private static final long serialVersionUID = 1;

    private final transient Map<String, String> passedOver;
    private final transient List<String> rejected;

    /// A refusal by oneDNN.
    public UnimplementedException(String function, String problem) {
        super(Status.UNIMPLEMENTED, function, problem);
        this.passedOver = Map.of();
        this.rejected = List.of();
    }

    /// A refusal in words.
    ///
    /// @param passedOver the defect's id by the implementation's name
    /// @param rejected the names of those that the user's predicate rejected
    public UnimplementedException(
            String message,
            String function,
            Map<String, String> passedOver,
            List<String> rejected) {
        super(message, Status.UNIMPLEMENTED, function);
        this.passedOver = passedOver;
        this.rejected = rejected;
    }

    /// The implementations that oneDNN offered and that were passed over for a known defect: from
    /// the implementation's name to the [Defect#id()].
    public Map<String, String> passedOver() {
        return passedOver;
    }

    /// The names of the implementations that oneDNN offered and that the user's own predicate
    /// rejected.
    public List<String> rejected() {
        return rejected;
    }
}
