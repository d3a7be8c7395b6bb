package dev.onednn4j.pages.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @AfterEach
    void forget() {
        System.clearProperty(Terminal.PROPERTY);
    }

    private static Terminal told(String property) {
        System.setProperty(Terminal.PROPERTY, property);
        return Terminal.detect();
    }

    @Test
    void toldStreams_areTerminals() {
        assertEquals(new Terminal(true, false), told("out"));
        assertEquals(new Terminal(false, true), told(",err"));
        assertEquals(new Terminal(true, true), told("out,err"));
    }

    @Test
    void untoldStreams_areNone() {
        assertEquals(Terminal.NONE, told(""));
        System.clearProperty(Terminal.PROPERTY);
        assertEquals(Terminal.NONE, Terminal.detect());
    }
}
