package dev.onednn4j.bench.problem;

/// What the user typed cannot be understood. The message is one line that names the offending text.
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 120;

    public BadInput(String message) {
        super(message, null, false, false);
    }

    /// The same problem, told with the text it was found in.
    public BadInput within(String text) {
        return new BadInput(getMessage() + ", in " + quote(text));
    }

    /// The same problem, told with the place it was found at.
    public BadInput at(TokenOrigin origin) {
        return new BadInput(origin.prefix() + getMessage());
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }

    /// Text as it may safely appear in a one-line message: quoted, without control characters, cut
    /// when it is very long.
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints()
                .limit(LONGEST_QUOTE)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(quoted::appendCodePoint);
        if (text.codePointCount(0, text.length()) > LONGEST_QUOTE) {
            quoted.append("...");
        }
        return quoted.append('\'').toString();
    }
}
