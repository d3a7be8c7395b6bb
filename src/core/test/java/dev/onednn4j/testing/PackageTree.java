package dev.onednn4j.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The sources of packages that lie side by side in one package.
///
/// @param folder where that package is
/// @param name its name
public record PackageTree(Path folder, String name) {
    /// The sources of each package. Those that lie in no package of their own have the name "".
    public Map<String, List<Path>> packages() throws IOException {
        Map<String, List<Path>> packages = new TreeMap<>();
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry)) {
                packages.put(entry.getFileName().toString(), entries(entry));
            }
        }
        List<Path> loose = entries(folder).stream().filter(Files::isRegularFile).toList();
        if (!loose.isEmpty()) {
            packages.put("", loose);
        }
        return packages;
    }

    /// What is wrong with the arrows between the packages: a line for each class that names another
    /// package than its own and those that it may use, in an import or spelled out.
    ///
    /// @param mayUse each package with those that it may use
    public Set<String> forbidden(Map<String, ? extends Set<String>> mayUse) throws IOException {
        Pattern named = Pattern.compile(Pattern.quote(name + ".") + "([a-z]\\w*)\\.");
        Set<String> forbidden = new TreeSet<>();
        for (Map.Entry<String, List<Path>> each : packages().entrySet()) {
            Set<String> allowed = mayUse.get(each.getKey());
            for (Path source : each.getValue()) {
                Matcher uses = named.matcher(Files.readString(source));
                while (uses.find()) {
                    String other = uses.group(1);
                    if (!other.equals(each.getKey())
                            && (allowed == null || !allowed.contains(other))) {
                        forbidden.add(folder.relativize(source) + " uses " + other);
                    }
                }
            }
        }
        return forbidden;
    }

    /// The packages that have more types than a person can take in.
    public Map<String, Long> largerThan(int most) throws IOException {
        Map<String, Long> large = new TreeMap<>();
        packages()
                .forEach(
                        (each, sources) -> {
                            long types =
                                    sources.stream()
                                            .filter(file -> !file.endsWith("package-info.java"))
                                            .count();
                            if (types > most) {
                                large.put(each, types);
                            }
                        });
        return large;
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
