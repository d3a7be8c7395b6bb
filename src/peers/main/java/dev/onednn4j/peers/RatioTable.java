package dev.onednn4j.peers;

import dev.onednn4j.pages.Statistics;
import dev.onednn4j.pages.terminal.AlignedTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/// [Standings] as text: a line for each problem, the reasons why a peer is missing from one, and a
/// line for each peer at the end.
record RatioTable(Standings standings) {
    private static final double NANOSECONDS_IN_MICROSECOND = 1e3;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Time divided by ours: above 1, ours is faster.\n");
        List<String> remarks = new ArrayList<>();
        for (String line : new AlignedTable(rows(remarks), Set.of(0)).lines()) {
            text.append(line).append('\n');
        }
        remarks.forEach(remark -> text.append(remark).append('\n'));
        for (Peer peer : others()) {
            double[] ratios = standings.ratios(peer);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "peers: %s geomean %.2f over %d problems%n",
                            peer,
                            Statistics.of(ratios).geometricMean(),
                            ratios.length));
        }
        return text.toString();
    }

    private List<Peer> others() {
        return standings.peers().stream().filter(peer -> peer != Peer.ONEDNN4J).toList();
    }

    private List<List<String>> rows(List<String> remarks) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("problem", "ours us", "GFLOP/s"));
        others().forEach(peer -> head.add(peer.toString()));
        rows.add(head);
        for (int i = 0; i < standings.problems().size(); i++) {
            rows.add(row(i, remarks));
        }
        return rows;
    }

    private List<String> row(int number, List<String> remarks) {
        PeerProblem problem = standings.problems().get(number);
        Measured ours = standings.get(number, Peer.ONEDNN4J);
        List<String> row = new ArrayList<>();
        row.add(problem.name());
        row.add(ours.isTimed() ? format("%.2f", ours.median() / NANOSECONDS_IN_MICROSECOND) : "-");
        row.add(ours.isTimed() ? format("%.1f", problem.operations() / ours.median()) : "-");
        for (Peer peer : standings.peers()) {
            if (peer != Peer.ONEDNN4J) {
                OptionalDouble ratio = standings.ratio(number, peer);
                row.add(ratio.isPresent() ? format("%.2f", ratio.getAsDouble()) : "-");
            }
            String reason = standings.get(number, peer).reason();
            if (!reason.isEmpty()) {
                remarks.add(peer + ", " + problem.name() + ": " + reason);
            }
        }
        return row;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
