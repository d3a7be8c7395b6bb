package dev.onednn4j.pages.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class ParagraphTest {
    @Test
    void longText_isBrokenBetweenWords() {
        assertEquals(
                List.of("one two", "three", "four"), new Paragraph("one two three four").lines(8));
        assertEquals(List.of("one two", "three"), new Paragraph(" one\n two  three\n").lines(7));
    }

    @Test
    void wordLongerThanTheWidth_hasALineOfItsOwn() {
        assertEquals(
                List.of("a", "incomprehensible", "b"),
                new Paragraph("a incomprehensible b").lines(5));
    }

    @Test
    void characterOfTwoUnits_countsOnce() {
        assertEquals(List.of("𝑥𝑥 𝑥𝑥"), new Paragraph("𝑥𝑥 𝑥𝑥").lines(5));
    }

    @Test
    void emptyText_isAnEmptyLine() {
        assertEquals(List.of(""), new Paragraph("").lines(5));
    }
}
