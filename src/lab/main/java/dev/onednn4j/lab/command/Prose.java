package dev.onednn4j.lab.command;

import dev.onednn4j.pages.Html;

import java.util.regex.Pattern;

/// Text with `code` in backticks.
final class Prose {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Prose() {}

    static String html(String text) {
        return CODE.matcher(Html.escape(text)).replaceAll("<code>$1</code>");
    }
}
