package dev.onednn4j.pages.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class AlignedTableTest {
    @Test
    void numbers_areAlignedToTheRight() {
        AlignedTable table =
                new AlignedTable(
                        List.of(List.of("problem", "ms"), List.of("a", "12.5"), List.of("bc", "7")),
                        Set.of(0));
        assertEquals(List.of("problem    ms", "a        12.5", "bc          7"), table.lines());
    }

    @Test
    void lastTextColumn_leavesNoSpacesAtTheEnd() {
        AlignedTable table =
                new AlignedTable(List.of(List.of("n", "change"), List.of("10", "no")), Set.of(1));
        assertEquals(List.of(" n  change", "10  no"), table.lines());
    }

    @Test
    void characterOfTwoUnits_countsOnce() {
        AlignedTable table =
                new AlignedTable(List.of(List.of("𝑥", "1"), List.of("yy", "2")), Set.of(0));
        assertEquals(List.of("𝑥   1", "yy  2"), table.lines());
    }
}
