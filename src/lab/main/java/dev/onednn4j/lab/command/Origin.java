package dev.onednn4j.lab.command;

import dev.onednn4j.OneDnn;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.PictureSource;
import dev.onednn4j.pages.Processor;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What a page's figures come from.
///
/// @param size the picture's width and height in words
/// @param scale see [Setting]
record Origin(PictureSource source, String size, double scale, ZonedDateTime start) {
    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w@%+=:,./-]+");

    static Origin of(PictureSource source, Picture picture, double scale) {
        return new Origin(
                source,
                picture.width() + " x " + picture.height() + " pixels",
                scale,
                ZonedDateTime.now(ZoneId.systemDefault()));
    }

    /// All that matters on one line.
    String headline() {
        return String.format(
                Locale.ROOT,
                "%s: %s; oneDNN %s, %s, threads: %d",
                source.name(),
                size,
                OneDnn.version(),
                OneDnn.cpuIsa(),
                OneDnn.threads());
    }

    /// By their names.
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Picture", source.name() + ", " + size.replace(" x ", " × "));
        if (scale != 1) {
            facts.put("Scale", String.valueOf(scale));
        }
        facts.put("Processor", Processor.name());
        facts.put("Threads", String.valueOf(OneDnn.threads()));
        facts.put("oneDNN", String.valueOf(OneDnn.version()));
        facts.put("Instructions", OneDnn.cpuIsa());
        facts.put("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "Date", start.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)));
        return facts;
    }

    /// What runs a step again in the same way.
    String command(Step step) {
        StringBuilder command = new StringBuilder("scripts/lab ").append(step.name());
        Path image = source.file();
        if (image != null) {
            command.append(" --image ").append(quoted(image.toString()));
        }
        if (scale != 1) {
            command.append(" --scale ").append(scale);
        }
        return command.toString();
    }

    private static String quoted(String argument) {
        return PLAIN_WORD.matcher(argument).matches()
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
