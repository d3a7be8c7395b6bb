package dev.onednn4j.internal.library;

/// What this library has to say to the operator of a program: lines of the logger `dev.onednn4j`.
public final class Log {
    private Log() {}

    private static final class Holder {
        static final System.Logger LOGGER = System.getLogger("dev.onednn4j");
    }

    public static void warn(String line) {
        Holder.LOGGER.log(System.Logger.Level.WARNING, line);
    }

    public static void info(String line) {
        Holder.LOGGER.log(System.Logger.Level.INFO, line);
    }
}
