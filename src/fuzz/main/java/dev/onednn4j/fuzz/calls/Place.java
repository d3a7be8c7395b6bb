package dev.onednn4j.fuzz.calls;

/// Where a call is made.
enum Place {
    /// In the thread that makes most calls.
    HERE(""),
    /// In another thread, the same each time.
    ELSEWHERE("in another thread"),
    /// In a virtual thread, a new one each time.
    VIRTUAL("in a virtual thread"),
    /// In a thread that has been interrupted.
    INTERRUPTED("in an interrupted thread"),
    /// Where the stack is about to end.
    END_OF_STACK("at the end of the stack"),
    /// In a thread of its own, together with the neighbours in the program of which this holds too.
    AT_ONCE("at once with its neighbours, again and again");

    private final String text;

    Place(String text) {
        this.text = text;
    }

    /// A comment behind the call.
    String comment() {
        return text.isEmpty() ? "" : " // " + text;
    }
}
