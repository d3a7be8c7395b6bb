package dev.onednn4j.capi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.internal.library.LoadFailure;
import dev.onednn4j.internal.library.NativeLibrary;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Every bound function is in the library that the project loads, and has the types that the
/// headers give it.
class FunctionsTest {
    /// A function that is asked for before the library is there stays broken until the JVM ends.
    @BeforeAll
    static void load() throws LoadFailure {
        NativeLibrary.load();
    }

    @Test
    void findsEveryFunctionInTheLibrary() {
        Differences.assertSameNames(Bindings.included("function"), Bindings.functions());
        Set<String> missing = new TreeSet<>();
        for (String function : Bindings.functions()) {
            try {
                if (Bindings.address(function).address() == 0) {
                    missing.add(function);
                }
                assertEquals(
                        Bindings.descriptor(function).toMethodType(),
                        Bindings.handle(function).type(),
                        function);
            } catch (LinkageError e) {
                missing.add(function);
            }
        }
        assertEquals(Set.of(), missing);
    }

    /// Bound as C `long`, a 64-bit parameter would lose its upper half on Windows; bound as `int`,
    /// everywhere.
    @Test
    void givesEveryFunctionTheTypesOfTheHeaders() throws IOException, URISyntaxException {
        Declarations declared = Headers.ofNativeJar().declarations();
        Map<String, MemoryLayout> layouts = new HashMap<>(Bindings.NUMBERS);
        declared.enums().keySet().forEach(type -> layouts.put(type, onednn_h.C_INT));
        declared.handles().forEach(type -> layouts.put(type, onednn_h.C_POINTER));
        layouts.put("dnnl_dim_t", onednn_h.C_LONG_LONG);
        layouts.put("dnnl_dims_t", onednn_h.C_POINTER);

        for (Map.Entry<String, Declarations.Function> function : declared.functions().entrySet()) {
            MemoryLayout[] parameters =
                    function.getValue().parameters().stream()
                            .map(type -> layout(type, layouts))
                            .toArray(MemoryLayout[]::new);
            String result = function.getValue().result();
            assertEquals(
                    result.equals("void")
                            ? FunctionDescriptor.ofVoid(parameters)
                            : FunctionDescriptor.of(layout(result, layouts), parameters),
                    Bindings.descriptor(function.getKey()),
                    function.getKey());
        }
    }

    private static MemoryLayout layout(String type, Map<String, MemoryLayout> layouts) {
        if (type.endsWith("*")) {
            return onednn_h.C_POINTER;
        }
        MemoryLayout layout = layouts.get(type);
        if (layout == null) {
            throw new AssertionError("a type that this test does not know: " + type);
        }
        return layout;
    }
}
