package dev.onednn4j.bench.command;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.TokenOrigin;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/// Splits a batch file into tokens: separated by white space, `#` at a token's start comments to
/// the end of the line, a trailing `\` joins the next token without a space, and so does a `\` that
/// stands alone with the tokens on both its sides.
final class BatchFile {
    /// A token and the line it began on.
    record Token(String text, TokenOrigin origin) {}

    private final List<Token> tokens = new ArrayList<>();
    private boolean joining;

    /// @param name how messages call the file
    /// @throws BadInput when it cannot be read
    static List<Token> read(Path file, String name) {
        try {
            return split(Files.readString(file), name);
        } catch (CharacterCodingException binary) {
            throw new BadInput(BadInput.quote(name) + " is no text file");
        } catch (IOException | OutOfMemoryError failure) {
            String why = Files.isDirectory(file) ? "it is a directory" : failure.toString();
            throw new BadInput(BadInput.quote(name) + " cannot be read: " + why);
        }
    }

    static List<Token> split(String text, String name) {
        BatchFile file = new BatchFile();
        int number = 0;
        for (String line : text.lines().toList()) {
            file.add(line, new TokenOrigin(name, ++number));
        }
        return file.tokens;
    }

    private void add(String line, TokenOrigin origin) {
        Scanner words = new Scanner(line);
        while (words.hasNext()) {
            String word = words.next();
            if (word.startsWith("#")) {
                return;
            }
            boolean joinsNext = word.endsWith("\\");
            String text = joinsNext ? word.substring(0, word.length() - 1) : word;
            if ((joining || text.isEmpty()) && !tokens.isEmpty()) {
                Token begun = tokens.removeLast();
                tokens.add(new Token(begun.text() + text, begun.origin()));
            } else {
                tokens.add(new Token(text, origin));
            }
            joining = joinsNext;
        }
    }
}
