package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;

class DataTypeTest {
    /// Prints the size of each type, where no library can be loaded.
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            StringBuilder sizes = new StringBuilder();
            for (DataType type : DataType.values()) {
                sizes.append(type.size());
            }
            System.out.println(sizes);
        }
    }

    @Test
    void size_needsNoLibrary() {
        ChildJvm.Result result =
                ChildJvm.with(
                                "--enable-native-access=ALL-UNNAMED",
                                "-Donednn4j.library=/no/such/libdnnl.so")
                        .run(Program.class);
        assertEquals("2244118111111118", result.output().strip());
        assertEquals(0, result.exitCode());
    }
}
