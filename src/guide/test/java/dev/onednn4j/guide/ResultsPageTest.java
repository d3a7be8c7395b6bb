package dev.onednn4j.guide;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page on measuring names every key of the file that a session leaves.
class ResultsPageTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TempDir private Path folder;

    @Test
    void everyKeyOfASession_isOnThePage() throws IOException {
        ScriptRun.of("bench")
                .output(
                        List.of("-Donednn4j.bench.output=" + folder),
                        "--dir=FWD_I",
                        "--fix-times-per-prb=2",
                        "mb1ic8ih6oc8kh3");
        Set<String> keys = new LinkedHashSet<>();
        collect(JsonParser.parseString(Files.readString(folder.resolve("results.json"))), "", keys);
        Set<String> told = told();
        assertTrue(keys.contains("problems[].time.median"), keys.toString());
        for (String key : keys) {
            assertTrue(told.contains(key), "measuring.md does not tell of " + key);
        }
    }

    private static void collect(JsonElement json, String path, Set<String> keys) {
        if (json.isJsonObject()) {
            json.getAsJsonObject()
                    .asMap()
                    .forEach(
                            (key, value) ->
                                    collect(value, path.isEmpty() ? key : path + "." + key, keys));
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(each -> collect(each, path + "[]", keys));
        } else {
            keys.add(path);
        }
    }

    /// The keys of the page's table. One that begins with a dot takes the place of the last word of
    /// the key before it.
    private static Set<String> told() throws IOException {
        Set<String> told = new LinkedHashSet<>();
        for (String line : Files.readAllLines(Page.GUIDE.resolve("measuring.md"))) {
            if (!line.startsWith("| `")) {
                continue;
            }
            Matcher code = CODE.matcher(line.substring(0, line.indexOf(" | ")));
            String last = "";
            while (code.find()) {
                String key = code.group(1);
                last = key.startsWith(".") ? last.substring(0, last.lastIndexOf('.')) + key : key;
                told.add(last);
            }
        }
        return told;
    }
}
