package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.TokenOrigin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class BatchFileTest {
    @TempDir private Path directory;

    private static List<String> tokens(String text) {
        return BatchFile.split(text, "f").stream().map(BatchFile.Token::text).toList();
    }

    @Test
    void whiteSpaceSeparates() {
        assertEquals(List.of("a", "b", "c"), tokens(" a\tb\r\n\n  c "));
        assertEquals(List.of(), tokens("\n \n"));
    }

    @Test
    void hashCommentsOnlyAtTheStartOfAToken() {
        assertEquals(List.of("a", "b#c", "d"), tokens("a # b c\n#x\nb#c d #e"));
    }

    @Test
    void backslashJoinsWithoutSpace() {
        assertEquals(List.of("--dt=f32,bf16", "b"), tokens("--dt=f32,\\\n    bf16\nb"));
        assertEquals(List.of("--dt=f32,bf16", "b"), tokens("--dt=f32, \\\n # why\n    bf16\nb"));
        assertEquals(List.of("abc"), tokens("a\\ b\\\nc"));
        assertEquals(List.of("a"), tokens("a\\"));
    }

    @Test
    void aTokenIsWhereItBegins() {
        List<BatchFile.Token> tokens = BatchFile.split("\na\n\nb\\\nc d", "f");
        assertEquals(
                List.of(new TokenOrigin("f", 2), new TokenOrigin("f", 4), new TokenOrigin("f", 5)),
                tokens.stream().map(BatchFile.Token::origin).toList());
    }

    @Test
    void whatIsNoTextFileIsRefused() throws IOException {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {'a', (byte) 0xff, 0});
        assertEquals(
                "'x' is no text file",
                assertThrows(BadInput.class, () -> BatchFile.read(binary, "x")).getMessage());
        assertEquals(
                "'x' cannot be read: it is a directory",
                assertThrows(BadInput.class, () -> BatchFile.read(directory, "x")).getMessage());
    }
}
