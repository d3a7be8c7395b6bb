package dev.onednn4j.fuzz.run;

/// What can be wrong with what an implementation does.
public enum FailureKind {
    /// A result is not what the definition says.
    WRONG("wrong results"),
    /// NaN or an infinity is in results that do not depend on it.
    SPREAD("NaN or infinity where none belongs"),
    /// Memory was written that belongs to no element of a result.
    OVERWRITTEN("memory written beside the result"),
    /// An exception came that no method documents.
    EXCEPTION("an undocumented exception"),
    /// An exception does not say what is wrong: it has no message, or is of the JDK.
    UNCLEAR("an exception that does not name what is wrong"),
    /// Null was returned where it is not said that it may be.
    NULL("null instead of a value"),
    /// A call changed something of its thread: its interrupt, or its number of OpenMP threads.
    THREAD("the thread was changed"),
    /// Native objects are left.
    LEAK("native objects left behind"),
    /// The process died.
    CRASH("the process died"),
    /// It did not end.
    HANG("it did not end");

    private final String text;

    FailureKind(String text) {
        this.text = text;
    }

    /// For people.
    @Override
    public String toString() {
        return text;
    }
}
