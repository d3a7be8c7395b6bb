package dev.onednn4j.capi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One committed set of bindings serves Linux, macOS and Windows: the sources name no C type whose
/// width differs between them, no library, and no place on the machine that made them.
class GeneratedSourcesTest {
    /// The C types that are as wide on every platform that oneDNN runs on; `long` and `wchar_t` are
    /// not.
    private static final Set<String> SAME_EVERYWHERE =
            Set.of("bool", "char", "short", "int", "long long", "float", "double", "void*");

    private static final Set<String> LAYOUTS =
            Set.of(
                    "C_BOOL",
                    "C_CHAR",
                    "C_SHORT",
                    "C_INT",
                    "C_LONG_LONG",
                    "C_FLOAT",
                    "C_DOUBLE",
                    "C_POINTER");

    private static final Pattern OWN_NAME =
            Pattern.compile("(const_)?(dnnl|DNNL|omp)_\\w+(\\$\\w+)?");

    private static String sources;

    @BeforeAll
    static void readSources() throws IOException {
        try (Stream<Path> files = Files.walk(Bindings.SOURCES)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
            sources = all.toString();
        }
        assertTrue(sources.contains("dnnl_primitive_execute"));
    }

    @Test
    void buildsEveryLayoutFromTypesThatAreAsWideEverywhere() {
        assertEquals(SAME_EVERYWHERE, found("canonicalLayouts\\(\\)\\.get\\(\"([^\"]*)\"\\)"));
        assertEquals(LAYOUTS, found("\\b(C_[A-Z_]+)\\b"));
        assertEquals(Set.of(), found("\\b((?:JAVA|ADDRESS)[A-Z_]*)\\b"));
    }

    @Test
    void describesFunctionsAndStructsByTheseLayoutsAlone() {
        Set<String> arguments = new TreeSet<>();
        for (String list : found("FunctionDescriptor\\.of(?:Void)?\\(([^;]*?)\\);")) {
            for (String argument : list.split(",", -1)) {
                arguments.add(argument.strip());
            }
        }
        assertEquals(Set.of(), without("onednn_h\\.C_[A-Z_]+|", arguments));

        Set<String> members = new TreeSet<>();
        for (String list : found("structLayout\\(\\n([^;]*?)\\n *\\)\\.withName")) {
            list.lines().map(line -> line.strip().replaceAll(",$", "")).forEach(members::add);
        }
        assertTrue(members.contains("onednn_h.C_INT.withName(\"arg\")"), members::toString);
        assertEquals(
                Set.of(),
                without(
                        "onednn_h\\.C_[A-Z_]+\\.withName\\(\"\\w+\"\\)"
                                + "|MemoryLayout\\.paddingLayout\\(\\d+\\)",
                        members));
    }

    @Test
    void bindsNothingOfTheCLibrary() {
        Set<String> names =
                Stream.concat(
                                Bindings.publicMethods(onednn_h.class).map(Method::getName),
                                Bindings.publicFields(onednn_h.class).map(Field::getName))
                        .filter(name -> !LAYOUTS.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(names.contains("dnnl_memory_create"));
        assertEquals(Set.of(), without(OWN_NAME.pattern(), names));
        Differences.assertSameNames(Bindings.functions(), found("findOrThrow\\(\"([^\"]*)\"\\)"));
    }

    @Test
    void namesNoLibraryAndNoPath() {
        assertEquals(Set.of(), found("(System\\.load\\w*|libraryLookup)\\("));
        assertEquals(
                Set.of(), found("\"([^\"\\n]*(?:/|\\\\[^n]|\\.so|\\.dll|\\.dylib)[^\"\\n]*)\""));
        assertEquals(Set.of(), found("((?<![*\\w])/\\w+/[\\w./-]*|\\b[A-Za-z]:[\\\\/]\\w+)"));
    }

    private static Set<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(sources)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(String allowed, Set<String> names) {
        Pattern pattern = Pattern.compile(allowed);
        return names.stream()
                .filter(name -> !pattern.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
