package dev.onednn4j.lab.steps;

import dev.onednn4j.Tensor;
import dev.onednn4j.lab.notebook.Chart;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.lab.notebook.Step;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Step 4: a kernel that does not see far.
public final class Locality implements Step {
    private static final int SIDE = 48;

    @Override
    public String name() {
        return "locality";
    }

    @Override
    public String title() {
        return "Locality";
    }

    @Override
    public String purpose() {
        return "Pixels far away do not matter, so the kernel can be small.";
    }

    @Override
    public void run(Setting setting, Notebook notebook) {
        notebook.text(
                """
                To know what is at a place, one need not look far. So V is 0 wherever |a| or
                |b| is larger than some Δ, and those zeros need not be stored nor multiplied with.\
                """);
        notebook.equation(
                "H[i,j] = u + Σ(a=-Δ…Δ) Σ(b=-Δ…Δ) V[a,b] X[i+a,j+b]",
                "H_{i,j} = u + \\sum_{a=-\\Delta}^{\\Delta} \\sum_{b=-\\Delta}^{\\Delta}"
                        + " V_{a,b}\\, X_{i+a,\\,j+b}");
        int side = setting.scaled(SIDE, 12);
        sweep(setting, Plane.brightness(setting.picture(), side, side), notebook);
        PatternSearch.run(setting.engine(), notebook);
    }

    /// What is computed with one Δ.
    private record Local(int reach, Plane kernel, Plane h, double seconds, String implementation) {
        int parameters() {
            return kernel.values().length + 1;
        }
    }

    private static void sweep(Setting setting, Plane picture, Notebook notebook) {
        int largest = picture.height() - 1;
        int whole = 2 * largest + 1;
        SplittableRandom random = new SplittableRandom(6);
        Plane v =
                Plane.of(
                        whole,
                        whole,
                        (a, b) -> {
                            double distance = Math.hypot(a - largest, b - largest);
                            return random.nextDouble() * Math.exp(-distance / 3);
                        });
        float u = 10;
        // Shared, since the equation is evaluated on all cores.
        try (Arena arena = Arena.ofShared()) {
            Tensor x = picture.toActivation(arena);
            notebook.shape("X", x.descriptor(), "the picture");
            notebook.figure(
                    "V at the largest Δ",
                    whole + " x " + whole + ", from each pixel to every other");
            notebook.parameters("V and u at the largest Δ", (long) whole * whole + 1);
            List<Local> locals = new ArrayList<>();
            double worst = 0;
            double allowed = 0;
            for (int reach : reaches(largest)) {
                Plane kernel = v.middle(2 * reach + 1, 2 * reach + 1);
                try (SameSizeConvolution layer =
                        new SameSizeConvolution(
                                setting.engine(),
                                picture.height(),
                                picture.width(),
                                kernel,
                                u,
                                arena)) {
                    Plane h = layer.execute(x);
                    Expected expected = Expected.crossCorrelation(picture, kernel, u);
                    worst = Math.max(worst, expected.difference(h.values()));
                    allowed = Math.max(allowed, expected.allowed());
                    locals.add(new Local(reach, kernel, h, layer.time(x), layer.implementation()));
                }
            }
            notebook.difference("H against the equation, at every Δ", worst, allowed);
            Plane global = locals.getLast().h();
            // Step 3's layer, by its equation.
            Expected step3 = Expected.crossCorrelation(picture, v, u);
            notebook.difference(
                    "H at the largest Δ, by step 3's equation",
                    step3.difference(global.values()),
                    step3.allowed());
            notebook.time("one run at the smallest Δ", locals.getFirst().seconds());
            notebook.time("one run at the largest Δ", locals.getLast().seconds());
            show(locals, global, notebook);
        }
    }

    /// Each about half as far again as the one before.
    private static List<Integer> reaches(int largest) {
        List<Integer> reaches = new ArrayList<>();
        for (int reach = 0; reach < largest; reach = Math.max(reach + 1, reach * 3 / 2)) {
            reaches.add(reach);
        }
        reaches.add(largest);
        return reaches;
    }

    private static void show(List<Local> locals, Plane global, Notebook notebook) {
        List<List<String>> rows = new ArrayList<>();
        double[] reach = new double[locals.size()];
        double[] microseconds = new double[locals.size()];
        double[] parameters = new double[locals.size()];
        double[] missing = new double[locals.size()];
        for (int i = 0; i < locals.size(); i++) {
            Local local = locals.get(i);
            reach[i] = local.reach();
            microseconds[i] = local.seconds() * 1e6;
            parameters[i] = local.parameters();
            missing[i] = 100 * local.h().difference(global) / global.magnitude();
            rows.add(
                    List.of(
                            Integer.toString(local.reach()),
                            String.format(Locale.ROOT, "%,d", local.parameters()),
                            String.format(Locale.ROOT, "%.1f µs", microseconds[i]),
                            String.format(Locale.ROOT, "%.4f %%", missing[i]),
                            local.implementation()));
        }
        notebook.table(
                "A V that was made to fade slowly, cut off at Δ",
                List.of("Δ", "parameters", "time", "H is off by", "implementation"),
                rows);
        notebook.chart(
                new Chart(
                        "What reaching farther costs",
                        "Δ (pixels)",
                        "parameters, microseconds",
                        /* logX= */ false,
                        /* logY= */ true,
                        List.of(
                                new Chart.Series("parameters", reach, parameters, true),
                                new Chart.Series(
                                        "time of a run (µs)", reach, microseconds, false))));
        notebook.chart(
                new Chart(
                        "What not reaching farther loses",
                        "Δ (pixels)",
                        "difference (% of the largest value)",
                        /* logX= */ false,
                        /* logY= */ true,
                        List.of(
                                new Chart.Series(
                                        "H at Δ against H of the whole V",
                                        reach,
                                        missing,
                                        false))));
        List<Framed> pictures = new ArrayList<>();
        for (int i = 0; i < locals.size(); i += Math.max(1, (locals.size() - 1) / 4)) {
            pictures.add(
                    new Framed(
                            "H at Δ = " + locals.get(i).reach(), Drawing.grey(locals.get(i).h())));
        }
        notebook.pictures("H changes little from some Δ on", pictures);
    }
}
