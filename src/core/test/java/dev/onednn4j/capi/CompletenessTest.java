package dev.onednn4j.capi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Everything that the headers declare is bound, and nothing else is.
class CompletenessTest {
    /// What says how one library was built, or is no value: DNNL_RUNTIME_F32_VAL reads a variable.
    private static final Pattern NOT_BOUND =
            Pattern.compile(
                    "BUILD_.*|DNNL_(CPU|GPU)_.*|DNNL_EXPERIMENTAL_.*"
                            + "|DNNL_API|DNNL_DEPRECATED|DNNL_HELPER_DLL_.*|DNNL_RUNTIME_F32_VAL");

    private static Declarations declared;

    @BeforeAll
    static void readHeaders() throws IOException, URISyntaxException {
        declared = Headers.ofNativeJar().declarations();
    }

    @Test
    void bindsEveryFunctionThatTheHeadersDeclare() {
        assertTrue(declared.functions().containsKey("dnnl_primitive_execute"));
        Differences.assertSameNames(declared.functions().keySet(), Bindings.functions());
        Differences.assertSameNames(Bindings.included("function"), Bindings.functions());
    }

    @Test
    void bindsEveryConstantThatTheHeadersDeclare() {
        Set<String> constants = new TreeSet<>();
        declared.enums().values().forEach(constants::addAll);
        assertTrue(constants.contains("dnnl_format_tag_any"));
        declared.macros().keySet().stream()
                .filter(name -> !NOT_BOUND.matcher(name).matches())
                .forEach(constants::add);
        assertTrue(constants.contains("DNNL_ARG_ATTR_POST_OP_DW"));

        Differences.assertSameNames(constants, Bindings.included("constant"));
        constants.forEach(Bindings::constant);
    }

    @Test
    void listsEveryFormatTag() throws IOException {
        Set<String> special =
                Set.of("dnnl_format_tag_undef", "dnnl_format_tag_any", "dnnl_format_tag_last");
        List<String> tags =
                declared.enums().getOrDefault("dnnl_format_tag_t", List.of()).stream()
                        .filter(name -> !special.contains(name))
                        .map(name -> name.substring("dnnl_".length()))
                        .toList();
        assertTrue(tags.containsAll(List.of("a", "nchw", "aBcd16b", "ABcde4b16a4b")));

        List<String> listed = Files.readAllLines(Bindings.SOURCES.resolve("format_tags.txt"));
        Differences.assertSameNames(tags, listed);
        assertEquals(listed.size(), Set.copyOf(listed).size(), "a name occurs twice");
        assertEquals(
                Set.of(),
                listed.stream()
                        .filter(tag -> !(Bindings.constant("dnnl_" + tag) instanceof Integer))
                        .collect(Collectors.toSet()));
    }
}
