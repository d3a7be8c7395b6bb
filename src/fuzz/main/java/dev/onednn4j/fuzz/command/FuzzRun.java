package dev.onednn4j.fuzz.command;

import dev.onednn4j.fuzz.campaign.Campaign;
import dev.onednn4j.fuzz.campaign.Finding;
import dev.onednn4j.fuzz.campaign.Findings;
import dev.onednn4j.fuzz.campaign.Schedule;
import dev.onednn4j.fuzz.campaign.Summary;
import dev.onednn4j.fuzz.child.ChildSettings;
import dev.onednn4j.fuzz.report.FindingText;
import dev.onednn4j.fuzz.report.ProgressLine;
import dev.onednn4j.fuzz.report.SummaryTable;
import dev.onednn4j.pages.Project;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs what was asked for under one instruction set after the other, and tells what was found.
///
/// For one use.
final class FuzzRun {
    private static final long SECONDS_TO_END = 10;

    private final FuzzPlan plan;
    private final PrintStream out;
    private final boolean terminal;
    private final Findings findings;
    private final Summary summary = new Summary();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile @Nullable Campaign running;
    private volatile boolean interrupted;

    FuzzRun(FuzzPlan plan, PrintStream out, boolean terminal) {
        this.plan = plan;
        this.findings = new Findings(plan.options().members);
        this.out = out;
        this.terminal = terminal;
    }

    /// Runs it.
    ///
    /// @return 1 when something new was found, else 0
    int run() {
        Thread hook = new Thread(this::interrupt, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Path directory = Files.createTempDirectory("onednn4j-fuzz");
            if (plan.given().isEmpty()) {
                out.printf("fuzz: seed %d%n", plan.seed());
            }
            for (String isa : plan.isas()) {
                if (!interrupted) {
                    run(isa, directory);
                }
            }
            tell();
            return findings.unknown() > 0 ? 1 : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return findings.unknown() > 0 ? 1 : 0;
        } finally {
            finished.countDown();
            if (!interrupted) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private void run(@Nullable String isa, Path directory) throws InterruptedException {
        FuzzOptions options = plan.options();
        List<String> disabling = new ArrayList<>();
        if (options.disabledDefects != null) {
            disabling.add("-Donednn4j.disabledDefects=" + options.disabledDefects);
        }
        ChildSettings settings = new ChildSettings(isa, disabling, directory);
        ChildSettings knowing =
                disabling.isEmpty() ? null : new ChildSettings(isa, List.of(), directory);
        Schedule schedule =
                plan.given().isEmpty()
                        ? new Schedule(
                                plan.seed(),
                                plan.kinds(),
                                plan.calls(),
                                options.seconds / plan.isas().size(),
                                options.most)
                        : Schedule.of(plan.given());
        Campaign campaign =
                new Campaign(
                        settings,
                        knowing,
                        schedule,
                        summary,
                        findings,
                        new Campaign.Limits(
                                plan.given().isEmpty() ? options.children : 1,
                                (long) (options.reduce * 1000),
                                (long) (options.hang * 1000)));
        running = campaign;
        ProgressLine progress = new ProgressLine(out, terminal);
        String label = isa == null ? "" : isa + ": ";
        campaign.run(
                finding -> tell(progress, finding),
                () ->
                        progress.show(
                                label,
                                schedule.part(),
                                summary.problems(),
                                summary.calls(),
                                findings.groups().size()));
        progress.clear();
    }

    private void tell(ProgressLine progress, Finding finding) {
        progress.clear();
        synchronized (out) {
            out.println();
            new FindingText(finding).lines().forEach(out::println);
        }
    }

    private void tell() throws IOException {
        List<String> lines = new ArrayList<>(SummaryTable.lines(summary));
        List<Findings.Group> groups = findings.groups();
        for (Findings.Group group : groups) {
            lines.add("%s: %d times".formatted(group.name(), group.count()));
        }
        lines.add(
                groups.isEmpty()
                        ? "nothing was found"
                        : "%d kinds of findings, %d of them new"
                                .formatted(groups.size(), findings.unknown()));
        out.println();
        lines.forEach(out::println);
        Path file = output().resolve("findings.txt");
        if (!groups.isEmpty()) {
            Files.createDirectories(output());
            List<String> all = new ArrayList<>();
            for (Findings.Group group : groups) {
                all.add("## %s: %d times".formatted(group.name(), group.count()));
                for (Finding finding : group.members()) {
                    all.add("");
                    all.addAll(new FindingText(finding).linesWithJava());
                    all.add("found with: " + finding.original().lines().findFirst().orElse(""));
                }
                all.add("");
            }
            Files.write(file, all);
            out.println("see " + file);
        }
    }

    private Path output() {
        Path chosen = plan.options().output;
        return chosen != null ? chosen : Project.current().output("fuzz");
    }

    /// Leaves the telling to the thread that runs it.
    private void interrupt() {
        interrupted = true;
        Campaign campaign = running;
        if (campaign != null) {
            campaign.stop();
        }
        try {
            finished.await(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
