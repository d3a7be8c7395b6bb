package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class HelpEntryTest {
    @Test
    void description_standsBesideTheArgument() {
        assertEquals(
                List.of(
                        "  --mb=N,...              Overrides the",
                        "                          minibatch."),
                new HelpEntry("--mb", "N,...", "Overrides the minibatch.").lines(40, false));
    }

    @Test
    void longArgument_hasALineOfItsOwn() {
        assertEquals(
                List.of("  --attr-post-ops=CHAIN,...", "                          In order."),
                new HelpEntry("--attr-post-ops", "CHAIN,...", "In order.").lines(40, false));
    }

    @Test
    void colouredName_takesNoMoreRoom() {
        assertEquals(
                List.of("  \u001b[33m--reset\u001b[0m                 Back."),
                new HelpEntry("--reset", "", "Back.").lines(40, true));
    }
}
