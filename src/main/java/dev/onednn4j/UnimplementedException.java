package dev.onednn4j;

/// oneDNN has no implementation of a problem on this machine. The message describes the problem in
/// the language of oneDNN's own benchmark, benchdnn, so that it can be reproduced there.
public final class UnimplementedException extends OneDnnException {
    private static final long serialVersionUID = 1;

    UnimplementedException(String function, String problem) {
        super(Status.UNIMPLEMENTED, function, problem);
    }
}
