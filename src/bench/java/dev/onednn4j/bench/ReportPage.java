package dev.onednn4j.bench;

import com.google.gson.Gson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A session's results as one page that opens without a network: everything it needs is inside it.
final class ReportPage {
    private static final String FOLDER = "/report/";
    private static final String CHARTS = "org.webjars.npm/chart.js";
    private static final String CHARTS_FOLDER = "/META-INF/resources/webjars/chart.js/";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([\\w.]+)}}");
    private static final Pattern SOURCE_MAP =
            Pattern.compile("^//# sourceMappingURL=.*$", Pattern.MULTILINE);

    private ReportPage() {}

    /// @param before an older session to compare with
    /// @param peers a comparison with other libraries
    static String html(Results results, Optional<Results> before, Optional<PeerResults> peers) {
        // Gson writes <, > and & as escapes, so that no text can end the element it stands in.
        String data = new Gson().toJson(PageData.of(results, before, peers));
        // All places at once: the data may contain what looks like one.
        return PLACE.matcher(resource(FOLDER + "page.html"))
                .replaceAll(
                        place -> {
                            String name = place.group(1);
                            String content =
                                    switch (name) {
                                        case "data" -> data;
                                        case "charts" -> charts();
                                        default -> resource(FOLDER + name);
                                    };
                            return Matcher.quoteReplacement(content.strip());
                        });
    }

    /// The library's script behind its licence, without the pointer to a file that is not there.
    private static String charts() {
        String folder = CHARTS_FOLDER + chartsVersion();
        String licence = resource(folder + "/LICENSE.md");
        String script = resource(folder + "/dist/chart.umd.js");
        return "/*!\n" + licence + "*/\n" + SOURCE_MAP.matcher(script).replaceAll("");
    }

    private static String chartsVersion() {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/" + CHARTS + "/pom.properties")) {
            properties.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties.getProperty("version");
    }

    private static String resource(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream open(String name) {
        InputStream in = ReportPage.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is missing from the class path");
        }
        return in;
    }
}
