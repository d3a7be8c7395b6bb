package dev.onednn4j.internal.call;

import dev.onednn4j.internal.library.Log;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Says once for each problem that it runs on a slow reference implementation, through the logger
/// `dev.onednn4j`. The system property `onednn4j.warnReference=false` turns it off.
public final class ReferenceWarning {
    private static final boolean ON = !"false".equals(System.getProperty("onednn4j.warnReference"));

    /// A program that runs on many slow problems knows it by then.
    private static final int MOST = 1000;

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private ReferenceWarning() {}

    static void warn(Implementation implementation, Problem problem, Supplier<String> remedy) {
        if (!ON || SAID.size() >= MOST || !SAID.add(problem.text().get())) {
            return;
        }
        Log.warn(
                problem.text().get()
                        + " runs on "
                        + implementation
                        + ", a reference implementation, which is orders of magnitude slower than"
                        + " others: "
                        + remedy.get());
    }
}
