package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.internal.attribute.ConditionIdentity;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The numbers that tell conditions of a select apart in oneDNN's cache.
class ConditionIdentityTest {
    private static final int ONE = Float.floatToIntBits(1);

    private static List<MemoryDescriptor> condition(long width) {
        return List.of(MemoryDescriptor.of(DataType.S8, 1, 1, 1, width));
    }

    @Test
    void equalConditions_haveTheSameNumber() {
        ConditionIdentity identity = new ConditionIdentity(4, ONE);
        assertEquals(identity.number(condition(3)), identity.number(condition(3)));
        assertNotEquals(identity.number(condition(3)), identity.number(condition(4)));
    }

    @Test
    void noConditions_haveNoNumber() {
        assertEquals(ConditionIdentity.NONE, ConditionIdentity.of(List.of()));
    }

    @Test
    void manyConditions_areForgottenAndNoNumberIsGivenTwice() {
        ConditionIdentity identity = new ConditionIdentity(100, ONE);
        Set<Float> given = new HashSet<>();
        for (int width = 1; width <= 5000; width++) {
            assertTrue(given.add(identity.number(condition(width))), "width " + width);
            assertTrue(identity.size() <= 100, "remembers " + identity.size());
        }
        // Long forgotten: a new number, and not one that another condition has.
        assertTrue(given.add(identity.number(condition(1))));
    }

    @Test
    void conditionAskedForLast_isForgottenLast() {
        ConditionIdentity identity = new ConditionIdentity(3, ONE);
        float first = identity.number(condition(1));
        float second = identity.number(condition(2));
        identity.number(condition(3));
        assertEquals(first, identity.number(condition(1)));
        identity.number(condition(4));
        assertEquals(first, identity.number(condition(1)));
        assertNotEquals(second, identity.number(condition(2)));
    }

    @Test
    void numbersBeyondWholeFloats_areStillDifferent() {
        // As an integer turned into a float, the number after 2^24 would be 2^24 again.
        ConditionIdentity identity = new ConditionIdentity(4, Float.floatToIntBits(1 << 24));
        assertNotEquals(identity.number(condition(1)), identity.number(condition(2)));
    }

    @Test
    void lastNumber_isFollowedByARefusal() {
        ConditionIdentity identity =
                new ConditionIdentity(4, Float.floatToIntBits(Float.MAX_VALUE));
        assertEquals(Float.MAX_VALUE, identity.number(condition(1)));
        assertEquals(Float.MAX_VALUE, identity.number(condition(1)));
        assertThrows(IllegalStateException.class, () -> identity.number(condition(2)));
    }

    @Test
    void selectsThatDifferInTheConditionAlone_areBothRightAfterBeingForgotten() {
        try (Engine engine = Engine.cpu()) {
            checkSelects(engine);
            for (int width = 1; width <= ConditionIdentity.REMEMBERED + 1; width++) {
                assertNotEquals(ConditionIdentity.NONE, ConditionIdentity.of(condition(width)));
            }
            checkSelects(engine);
        }
    }

    /// Result = condition != 0 ? source : operand, for a condition for all rows, and one for each.
    private static void checkSelects(Engine engine) {
        for (long rows : new long[] {1, 2}) {
            MemoryDescriptor images = MemoryDescriptor.of(DataType.F32, 2, 3);
            MemoryDescriptor conditions = MemoryDescriptor.of(DataType.S8, rows, 1);
            PostOps select = PostOps.none().select("other", images, "which", conditions);
            try (Binary primitive =
                            Binary.forward(engine)
                                    .algorithm(BinaryAlgorithm.ADD)
                                    .src0(images)
                                    .src1(images)
                                    .postOps(select)
                                    .build();
                    Arena arena = Arena.ofConfined()) {
                Tensor src = Tensor.allocate(arena, images).copyFrom(1, 2, 3, 4, 5, 6);
                Tensor other = Tensor.allocate(arena, images).copyFrom(-1, -2, -3, -4, -5, -6);
                Tensor which = Tensor.allocate(arena, conditions);
                which.set(1, rows - 1, 0);
                Tensor dst = Tensor.allocate(arena, images);
                primitive.execute(
                        src,
                        Tensor.allocate(arena, images),
                        dst,
                        RuntimeArguments.of("other", other).and("which", which));
                assertArrayEquals(
                        rows == 1
                                ? new float[] {1, 2, 3, 4, 5, 6}
                                : new float[] {-1, -2, -3, 4, 5, 6},
                        dst.toArray(),
                        rows + " rows of conditions");
            }
        }
    }
}
