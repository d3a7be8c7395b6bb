package dev.onednn4j.pages;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page with places in double braces.
///
/// @param resource where it is on the class path, such as `/report/page.html`
public record Template(String resource) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([\\w./]+)}}");

    /// Fills all places at once: what is filled in may contain what looks like one.
    ///
    /// @param values what goes into places that are a word; the others name files on the class path
    public String fill(Map<String, String> values) {
        return PLACE.matcher(Resource.text(resource))
                .replaceAll(
                        place -> {
                            String value = values.get(place.group(1));
                            String content =
                                    value == null ? Resource.text("/" + place.group(1)) : value;
                            return Matcher.quoteReplacement(content.strip());
                        });
    }
}
