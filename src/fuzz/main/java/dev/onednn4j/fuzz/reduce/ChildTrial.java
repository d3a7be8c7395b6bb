package dev.onednn4j.fuzz.reduce;

import dev.onednn4j.fuzz.child.ChildProcess;
import dev.onednn4j.fuzz.child.ChildSettings;
import dev.onednn4j.fuzz.child.Reply;
import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.run.Failure;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Tries problems out in a child, and in another one after it has died.
///
/// For one thread.
public final class ChildTrial implements Trial, AutoCloseable {
    private final ChildSettings settings;
    private final String name;
    private final long limit;
    private @Nullable ChildProcess child;
    private Map<String, String> passedOver = Map.of();

    /// @param name for the child's files
    /// @param limit milliseconds after which a problem hangs
    public ChildTrial(ChildSettings settings, String name, long limit) {
        this.settings = settings;
        this.name = name;
        this.limit = limit;
    }

    @Override
    public List<Failure> failures(FuzzProblem problem) throws InterruptedException {
        return failures(new Task.Problem(problem.toString()));
    }

    /// What goes wrong with a task.
    ///
    /// @throws InterruptedException when the thread is interrupted
    List<Failure> failures(Task task) throws InterruptedException {
        ChildProcess running = child;
        if (running == null) {
            running = ChildProcess.start(settings, name);
            child = running;
        }
        Reply reply = running.tell(task) ? running.reply(limit) : null;
        if (reply != null) {
            passedOver = reply.passedOver();
            return reply.failures();
        }
        passedOver = Map.of();
        Failure failure = running.death().failure();
        close();
        return List.of(failure);
    }

    /// The implementations that were passed over in the last problem, with the ids of the defects.
    public Map<String, String> passedOver() {
        return passedOver;
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
    }
}
