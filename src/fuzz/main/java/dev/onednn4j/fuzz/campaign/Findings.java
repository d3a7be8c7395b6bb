package dev.onednn4j.fuzz.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All findings of a run, those that most likely have one cause together.
///
/// Thread safe.
public final class Findings {
    /// Findings of one group.
    ///
    /// @param count how many there were
    /// @param members the first of them, made smaller
    public record Group(String name, long count, List<Finding> members) {}

    private final int reduced;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, List<Finding>> members = new LinkedHashMap<>();

    /// @param reduced how many of a group are made smaller: their differences tell about the cause
    public Findings(int reduced) {
        this.reduced = reduced;
    }

    /// Counts one of a group.
    ///
    /// @return whether it should be made smaller and added
    public synchronized boolean count(String group) {
        return counts.merge(group, 1, Integer::sum) <= reduced;
    }

    /// Adds one that was counted before. Of several with the same problem one is kept.
    public synchronized void add(String group, Finding finding) {
        List<Finding> all = members.computeIfAbsent(group, any -> new ArrayList<>());
        boolean there = all.stream().anyMatch(each -> each.problem().equals(finding.problem()));
        if (!there) {
            all.add(finding);
        }
    }

    /// All groups, in the order they were found in.
    public synchronized List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        counts.forEach(
                (name, count) ->
                        groups.add(
                                new Group(
                                        name,
                                        count,
                                        List.copyOf(members.getOrDefault(name, List.of())))));
        return groups;
    }

    /// How many groups have a member that the library does not know.
    public synchronized long unknown() {
        return counts.keySet().stream().filter(this::isNew).count();
    }

    private boolean isNew(String group) {
        List<Finding> all = members.getOrDefault(group, List.of());
        return all.isEmpty() || all.stream().anyMatch(finding -> finding.known() == null);
    }
}
