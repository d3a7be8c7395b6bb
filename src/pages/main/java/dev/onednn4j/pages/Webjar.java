package dev.onednn4j.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Pattern;

/// A library of scripts from a jar.
///
/// @param name as the jar is called
public record Webjar(String name) {
    private static final Pattern SOURCE_MAP =
            Pattern.compile("^//# sourceMappingURL=.*$", Pattern.MULTILINE);

    /// A script of it behind its licence, without the pointer to a file that is not there.
    ///
    /// @param script its path in the library
    /// @param licence the path of the licence
    public String script(String script, String licence) {
        String folder = "/META-INF/resources/webjars/" + name + "/" + version() + "/";
        return "/*!\n"
                + Resource.text(folder + licence)
                + "*/\n"
                + SOURCE_MAP.matcher(Resource.text(folder + script)).replaceAll("");
    }

    /// The library's version.
    public String version() {
        Properties properties = new Properties();
        String resource = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        try (InputStream in = Resource.open(resource)) {
            properties.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties.getProperty("version");
    }
}
