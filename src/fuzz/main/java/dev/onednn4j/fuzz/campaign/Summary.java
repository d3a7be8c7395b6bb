package dev.onednn4j.fuzz.campaign;

import dev.onednn4j.fuzz.child.Reply;

import java.util.Map;
import java.util.TreeMap;

/// What was done so far, by primitive and types.
///
/// Thread safe.
public final class Summary {
    /// Numbers of one kind and one mix of types.
    ///
    /// @param runs of implementations
    /// @param refused problems
    /// @param passedOver implementations
    public record Row(long problems, long runs, long refused, long passedOver, long findings) {
        static final Row EMPTY = new Row(0, 0, 0, 0, 0);

        /// Both together.
        public Row plus(Row other) {
            return new Row(
                    problems + other.problems,
                    runs + other.runs,
                    refused + other.refused,
                    passedOver + other.passedOver,
                    findings + other.findings);
        }
    }

    private final Map<String, Map<String, Row>> rows = new TreeMap<>();
    private final Map<String, Long> defects = new TreeMap<>();
    private long calls;
    private long problems;

    /// Takes a reply up.
    public synchronized void add(Reply reply) {
        if (reply.kind().equals(Reply.CALLS)) {
            calls += reply.ran();
            return;
        }
        reply.passedOver().values().forEach(id -> defects.merge(id, 1L, Long::sum));
        add(
                reply.kind(),
                reply.types(),
                new Row(
                        1,
                        reply.ran(),
                        reply.refusal() == null ? 0 : 1,
                        reply.passedOver().size(),
                        reply.failures().size()));
    }

    /// Counts a problem that a child died of.
    public synchronized void addDeath(String kind, String types) {
        add(kind, types, new Row(1, 1, 0, 0, 1));
    }

    private void add(String kind, String types, Row row) {
        problems++;
        rows.computeIfAbsent(kind, any -> new TreeMap<>()).merge(types, row, Row::plus);
    }

    /// How many problems there were.
    public synchronized long problems() {
        return problems;
    }

    /// How many calls there were.
    public synchronized long calls() {
        return calls;
    }

    /// The rows by kind and by types.
    public synchronized Map<String, Map<String, Row>> rows() {
        Map<String, Map<String, Row>> copy = new TreeMap<>();
        rows.forEach((kind, byTypes) -> copy.put(kind, new TreeMap<>(byTypes)));
        return copy;
    }

    /// How often each known defect was passed over.
    public synchronized Map<String, Long> defects() {
        return new TreeMap<>(defects);
    }
}
