package dev.onednn4j.fuzz.calls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls in an order. Those whose operands are missing are left out when it runs, so any of its
/// steps can be dropped.
///
/// @param seed what it was drawn from
public record Program(long seed, List<Step> steps) {
    public Program {
        steps = List.copyOf(steps);
    }

    /// The program of a seed: always the same.
    public static Program of(long seed) {
        return new ProgramDraw(seed).draw();
    }

    /// The numbers of the steps.
    public List<Integer> ids() {
        return steps.stream().map(Step::id).toList();
    }

    /// The program without the steps that are not among these.
    public Program keeping(Collection<Integer> ids) {
        Set<Integer> kept = new HashSet<>(ids);
        return new Program(seed, steps.stream().filter(step -> kept.contains(step.id())).toList());
    }

    /// A step and those that it takes values from, directly or not.
    public Program slice(int id) {
        Map<Integer, Step> byId = new HashMap<>();
        steps.forEach(step -> byId.put(step.id(), step));
        Set<Integer> kept = new HashSet<>();
        List<Integer> open = new ArrayList<>(List.of(id));
        while (!open.isEmpty()) {
            int next = open.removeLast();
            Step step = byId.get(next);
            if (step != null && kept.add(next)) {
                open.addAll(step.needs());
            }
        }
        return keeping(kept);
    }

    /// The program as Java.
    public List<String> lines() {
        return steps.stream().map(Step::line).toList();
    }

    /// The steps one after another; neighbours that are made at once together.
    List<List<Step>> groups() {
        List<List<Step>> groups = new ArrayList<>();
        Place before = Place.HERE;
        for (Step step : steps) {
            if (step.place() != Place.AT_ONCE || before != Place.AT_ONCE) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(step);
            before = step.place();
        }
        return groups;
    }
}
