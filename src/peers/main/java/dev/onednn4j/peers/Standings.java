package dev.onednn4j.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// All that was measured so far.
///
/// Thread safe: the hook that runs at Ctrl-C reads what the measuring thread adds.
final class Standings {
    private final List<PeerProblem> problems;
    private final List<Peer> peers;
    private final List<Map<Peer, Measured>> cells = new ArrayList<>();

    Standings(Request request) {
        problems = request.problems();
        peers = List.copyOf(request.peers());
        for (int i = 0; i < problems.size(); i++) {
            cells.add(new EnumMap<>(Peer.class));
        }
    }

    List<PeerProblem> problems() {
        return problems;
    }

    List<Peer> peers() {
        return peers;
    }

    synchronized void add(int problem, Peer peer, Measured measured) {
        cells.get(problem).merge(peer, measured, Measured::and);
    }

    synchronized Measured get(int problem, Peer peer) {
        return cells.get(problem).getOrDefault(peer, Measured.NOTHING);
    }

    /// A peer's time divided by ours.
    OptionalDouble ratio(int problem, Peer peer) {
        Measured theirs = get(problem, peer);
        Measured ours = get(problem, Peer.ONEDNN4J);
        return theirs.isTimed() && ours.isTimed()
                ? OptionalDouble.of(theirs.median() / ours.median())
                : OptionalDouble.empty();
    }

    /// Its ratios for all problems that it could run.
    double[] ratios(Peer peer) {
        double[] ratios = new double[problems.size()];
        int count = 0;
        for (int i = 0; i < ratios.length; i++) {
            OptionalDouble ratio = ratio(i, peer);
            if (ratio.isPresent()) {
                ratios[count++] = ratio.getAsDouble();
            }
        }
        return Arrays.copyOf(ratios, count);
    }
}
