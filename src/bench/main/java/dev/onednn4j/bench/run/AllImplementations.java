package dev.onednn4j.bench.run;

import dev.onednn4j.Engine;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.ImplementationFilter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Makes one case for each implementation that oneDNN has for a problem, in its own order.
public final class AllImplementations {
    private AllImplementations() {}

    /// A case that no implementation takes stays as it is, to be told about.
    public static List<ConvolutionCase> of(List<ConvolutionCase> cases) {
        List<ConvolutionCase> all = new ArrayList<>();
        try (Engine engine = Engine.cpu()) {
            for (ConvolutionCase benchCase : cases) {
                Set<String> names = names(engine, benchCase);
                names.forEach(
                        name -> all.add(benchCase.filteredBy(ImplementationFilter.exactly(name))));
                if (names.isEmpty()) {
                    all.add(benchCase);
                }
            }
        }
        return all;
    }

    private static Set<String> names(Engine engine, ConvolutionCase benchCase) {
        Set<String> names = new LinkedHashSet<>();
        try {
            CasePrimitive.maker(
                            engine,
                            benchCase,
                            name -> {
                                if (benchCase.filter().accepts(name)) {
                                    names.add(name);
                                }
                                return false;
                            })
                    .get()
                    .close();
        } catch (OneDnnException | IllegalArgumentException end) {
            // Every implementation was refused, or there is none; the case's own run tells.
        }
        return names;
    }
}
