package dev.onednn4j.fuzz.run;

import java.util.ArrayList;
import java.util.List;

/// Text for people about what was found.
public final class Evidence {
    private static final int FRAMES = 12;

    private Evidence() {}

    /// An exception and where it came from.
    public static List<String> of(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        lines.add(oneLine(thrown.toString()));
        StackTraceElement[] trace = thrown.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
            lines.add("  at " + trace[i]);
        }
        if (thrown.getCause() != null) {
            lines.add("caused by " + oneLine(thrown.getCause().toString()));
        }
        return List.copyOf(lines);
    }

    /// A text without line ends.
    public static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    /// `[0,2,1]`
    static String place(int index, long[] dims) {
        long rest = index;
        StringBuilder place = new StringBuilder("]");
        for (int d = dims.length - 1; d >= 0; d--) {
            place.insert(0, (d == 0 ? "[" : ",") + rest % dims[d]);
            rest /= dims[d];
        }
        return place.toString();
    }
}
