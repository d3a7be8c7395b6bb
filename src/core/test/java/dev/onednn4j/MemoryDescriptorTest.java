package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.NativeArena;
import dev.onednn4j.internal.memory.DescriptorParts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

@SuppressWarnings("NullAway")
class MemoryDescriptorTest {
    private static final DataType[] BLOCKED_TYPES = {DataType.S8, DataType.U4};
    private static final MemoryDescriptor IMAGE = MemoryDescriptor.of(DataType.F32, 2, 3, 4, 5);

    @Test
    void aDenseTensorIsThatOfAnArrayInC() {
        assertArrayEquals(new long[] {60, 20, 5, 1}, IMAGE.strides());
        assertEquals(2 * 3 * 4 * 5 * 4, IMAGE.size());
        assertEquals(120, IMAGE.elements());
        assertEquals(4, IMAGE.ndims());
        assertEquals(5, IMAGE.dim(3));
        assertEquals("f32 2x3x4x5 abcd", IMAGE.toString());
        assertTrue(IMAGE.isPlain());
    }

    @Test
    void itsBytesMakeAnEqualDescriptorInC() {
        OneDnn.load();
        MemoryDescriptor blocked =
                MemoryDescriptor.of(DataType.BF16, 1, 17, 5, 5).with(FormatTag.of("aBcd16b"));
        try (Arena arena = NativeArena.ofConfined()) {
            MemorySegment out = arena.allocate(onednn_h.C_POINTER);
            MemorySegment bytes = arena.allocateFrom(onednn_h.C_CHAR, blocked.blob());
            assertEquals(0, onednn_h.dnnl_memory_desc_create_with_blob(out, bytes));
            MemorySegment made = out.get(onednn_h.C_POINTER, 0);
            assertEquals(blocked.size(), onednn_h.dnnl_memory_desc_get_size(made));
            assertEquals(
                    1,
                    onednn_h.dnnl_memory_desc_equal(
                            made, DescriptorParts.toNative(blocked, arena)));
            assertEquals(
                    0,
                    onednn_h.dnnl_memory_desc_equal(made, DescriptorParts.toNative(IMAGE, arena)));
            assertEquals(0, onednn_h.dnnl_memory_desc_destroy(made));
        }
        byte[] bytes = blocked.blob();
        bytes[0]++;
        assertFalse(Arrays.equals(bytes, blocked.blob()), "the bytes are a copy");
    }

    /// Every tag of the header makes a descriptor, whose layout, read back and written as a tag, is
    /// that tag or one that means the same.
    @Test
    void everyTagDescribesItself() {
        Set<String> kinds = new HashSet<>();
        for (String name : FormatTag.names()) {
            FormatTag tag = FormatTag.of(name);
            long[] dims = new long[tag.ndims()];
            for (int d = 0; d < dims.length; d++) {
                // Different, and not one block, so that strides tell the order.
                dims[d] = dims.length > 6 ? d + 2 : 129 + d;
            }
            MemoryDescriptor descriptor = MemoryDescriptor.of(DataType.S8, dims).with(tag);
            assertEquals(tag, FormatTag.of(descriptor.layout()), name);
            kinds.add(descriptor.isPlain() ? "plain" : "blocked");
            assertTrue(descriptor.size() >= descriptor.elements(), name);
        }
        assertEquals(Set.of("plain", "blocked"), kinds);
        assertTrue(FormatTag.names().size() > 1600, "tags of the header");
    }

    @Test
    void tagsOfOneLayoutAreEqual() {
        assertEquals(FormatTag.NHWC, FormatTag.of("acdb"));
        assertEquals(FormatTag.NHWC.hashCode(), FormatTag.of("acdb").hashCode());
        assertNotEquals(FormatTag.NHWC, FormatTag.NCHW);
        assertEquals(FormatTag.ANY, FormatTag.of("any"));
        assertEquals(-1, FormatTag.ANY.ndims());
    }

    @Test
    void blocksPadTheirDimension() {
        MemoryDescriptor blocked = IMAGE.with(FormatTag.of("aBcd16b"));
        assertArrayEquals(new long[] {2, 16, 4, 5}, blocked.paddedDims());
        assertEquals(2 * 16 * 4 * 5 * 4, blocked.size());
        assertEquals(120, blocked.elements());
        assertFalse(blocked.isPlain());
    }

    @Test
    void equalityIsThatOfTheLibrary() {
        MemoryDescriptor nhwc = IMAGE.with(FormatTag.NHWC);
        MemoryDescriptor same = IMAGE.withStrides(60, 1, 15, 3);
        assertEquals(nhwc, same);
        assertEquals(nhwc.hashCode(), same.hashCode());
        assertNotEquals(IMAGE, nhwc);
        assertNotEquals(IMAGE, MemoryDescriptor.of(DataType.S32, 2, 3, 4, 5));
        assertNotEquals(IMAGE, IMAGE.with(FormatTag.ANY));
        assertEquals(nhwc, same.reshape(2, 3, 4, 5));
    }

    @Test
    void boxOfPlainLayout_keepsStridesAndEndsAtItsLastElement() {
        MemoryDescriptor box = IMAGE.submemory(new long[] {2, 2, 2, 3}, new long[4]);
        assertArrayEquals(IMAGE.strides(), box.strides());
        assertEquals(0, box.offset());
        // Up to and with element (1, 1, 1, 2).
        assertEquals((60 + 20 + 5 + 2 + 1) * 4, box.size());
        assertEquals("f32 2x2x2x3 abcd*", box.toString());
    }

    @Test
    void boxOfPlainLayoutAtOffset_isRefusedWithTheByteItBeginsAt() {
        assertMessage(
                "submemory: the descriptor of a plain layout begins at its first element and has"
                        + " no place for the offsets [1, 1, 2, 2]; take Tensor.submemory, or this"
                        + " with offsets of 0 for a slice of the segment that begins at byte "
                        + (60 + 20 + 2 * 5 + 2) * 4,
                () -> IMAGE.submemory(new long[] {1, 2, 2, 3}, new long[] {1, 1, 2, 2}));
    }

    @Test
    void boxOfBlockedLayout_liesInItsParentsMemory() {
        MemoryDescriptor blocked =
                MemoryDescriptor.of(DataType.F32, 2, 24, 4, 5).with(FormatTag.of("aBcd8b"));
        MemoryDescriptor box = blocked.submemory(new long[] {1, 8, 2, 3}, new long[] {1, 16, 1, 2});
        assertArrayEquals(blocked.strides(), box.strides());
        assertEquals(24 * 20 + 16 * 20 + (5 + 2) * 8, box.offset());
        assertEquals((box.offset() + 5 * 8 + 2 * 8 + 8) * 4, box.size());
    }

    @Test
    void permutingMovesDimensions() {
        MemoryDescriptor permuted = IMAGE.permute(0, 3, 1, 2);
        assertArrayEquals(new long[] {2, 4, 5, 3}, permuted.dims());
        assertArrayEquals(new long[] {60, 5, 1, 20}, permuted.strides());
    }

    @Test
    void reshapingKeepsElements() {
        assertArrayEquals(new long[] {20, 1}, IMAGE.reshape(6, 20).strides());
        assertMessage(
                "reshape: the elements of f32 2x3x4x5 acdb do not lie where those of [6, 20] would"
                        + " be; copy them to the layout of a C array first, with Tensor.to",
                () -> IMAGE.with(FormatTag.NHWC).reshape(6, 20));
        assertArrayEquals(
                new long[] {0, 7}, MemoryDescriptor.of(DataType.F32, 3, 0).reshape(0, 7).dims());
    }

    @Test
    void boxThroughABlock_isRefused() {
        MemoryDescriptor blocked =
                MemoryDescriptor.of(DataType.F32, 1, 40, 4, 4).with(FormatTag.of("aBcd16b"));
        assertMessage(
                "submemory: the box [1, 16, 4, 4] at [0, 8, 0, 0] cuts through a block of f32"
                        + " 1x40x4x4 aBcd16b: expected whole blocks of 16 in dimension 1",
                () -> blocked.submemory(new long[] {1, 16, 4, 4}, new long[] {0, 8, 0, 0}));
        assertMessage(
                "submemory: the box [1, 3, 4, 4] at [0, 16, 0, 0] cuts through a block of f32"
                        + " 1x40x4x4 aBcd16b: expected whole blocks of 16 in dimension 1",
                () -> blocked.submemory(new long[] {1, 3, 4, 4}, new long[] {0, 16, 0, 0}));
        assertArrayEquals(
                new long[] {1, 16, 4, 4},
                blocked.submemory(new long[] {1, 8, 4, 4}, new long[] {0, 32, 0, 0}).paddedDims());
    }

    @Test
    void anOpenLayoutHasNoStrides() {
        MemoryDescriptor any = IMAGE.with(FormatTag.ANY);
        assertTrue(any.isAny());
        assertEquals(0, any.size());
        assertEquals("any", any.layout());
        assertEquals(
                "the layout of f32 2x3x4x5 any has no strides: it is not known",
                Thrown.message(IllegalStateException.class, any::strides));
    }

    @Test
    void aTensorMayBeLargerThanTheMachine() {
        MemoryDescriptor large = MemoryDescriptor.of(DataType.F32, 1L << 20, 1L << 20);
        assertEquals(1L << 42, large.size());
        assertEquals(1L << 40, large.elements());
    }

    @Test
    void arraysHandedOutAreCopies() {
        IMAGE.dims()[0] = 9;
        IMAGE.strides()[0] = 9;
        IMAGE.paddedDims()[0] = 9;
        assertEquals(MemoryDescriptor.of(DataType.F32, 2, 3, 4, 5), IMAGE);
        assertArrayEquals(new long[] {60, 20, 5, 1}, IMAGE.strides());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | dims: expected 1 to 12 dimensions, got 0",
                "1 1 1 1 1 1 1 1 1 1 1 1 1 | dims: expected 1 to 12 dimensions, got 13",
                "2 -3 | dims: expected no negative dimension, got [2, -3]",
                "1099511627776 1024 | dims: a tensor spans at most 2^48 bytes, f32 [1099511627776,"
                        + " 1024] is larger",
                "9223372036854775807 9223372036854775807 | dims: a tensor spans at most 2^48 bytes,"
                        + " f32 [9223372036854775807, 9223372036854775807] is larger"
            })
    void badDimensionsAreNamed(String dims, String message) {
        assertEquals(
                message,
                Thrown.message(
                        IllegalArgumentException.class,
                        () -> MemoryDescriptor.of(DataType.F32, longs(dims))));
    }

    @Test
    void otherBadDescriptionsAreNamed() {
        assertMessage(
                "strides: expected 4 strides for the dims [2, 3, 4, 5], got [1, 2]",
                () -> IMAGE.withStrides(1, 2));
        assertMessage(
                "strides: expected no negative stride, got [60, 20, 5, -1]",
                () -> IMAGE.withStrides(60, 20, 5, -1));
        assertMessage(
                "strides: a tensor spans at most 2^48 bytes, f32 [2, 3, 4, 5] with strides"
                        + " [9223372036854775807, 20, 5, 1] spans more",
                () -> IMAGE.withStrides(Long.MAX_VALUE, 20, 5, 1));
        assertMessage(
                "tag: acb describes 3 dimensions, the tensor has 4: [2, 3, 4, 5]",
                () -> IMAGE.with(FormatTag.of("acb")));
        assertMessage(
                "oneDNN has no format tag 'NHWC': expected one such as nchw, nhwc, abcd or aBcd16b"
                        + " (case matters)",
                () -> FormatTag.of("NHWC"));
        assertMessage(
                "permute: expected each of 0 … 3 once, got [0, 1, 1, 2]",
                () -> IMAGE.permute(0, 1, 1, 2));
        assertMessage(
                "reshape: f32 2x3x4x5 abcd has 120 elements, [6, 21] has 126",
                () -> IMAGE.reshape(6, 21));
        assertMessage(
                "submemory: the box [1, 1, 1, 2] at [0, 0, 0, 4] does not lie within f32 2x3x4x5"
                        + " abcd",
                () -> IMAGE.submemory(new long[] {1, 1, 1, 2}, new long[] {0, 0, 0, 4}));
        assertMessage(
                "submemory: the box [1, 1, 1, 2] at [0, 0, 0, 9223372036854775807] does not lie"
                        + " within f32 2x3x4x5 abcd",
                () ->
                        IMAGE.submemory(
                                new long[] {1, 1, 1, 2}, new long[] {0, 0, 0, Long.MAX_VALUE}));
        assertMessage(
                "submemory: expected 4 dims and offsets, got [1] and [0]",
                () -> IMAGE.submemory(new long[] {1}, new long[] {0}));
        assertMessage(
                "no data type is called 'float': expected one such as f32, bf16, s8, u8",
                () -> DataType.of("float"));
        assertMessage(
                "strides: elements overlap: expected a stride of at least 5 for dimension 2, to"
                        + " step over the dimensions with shorter ones, got [60, 20, 4, 1] for the"
                        + " dims [2, 3, 4, 5]",
                () -> IMAGE.withStrides(60, 20, 4, 1));
        assertMessage(
                "strides: expected a positive stride for dimension 1, which has 3 elements, got"
                        + " [20, 0, 5, 1] for the dims [2, 3, 4, 5]; a broadcast is asked for by a"
                        + " dimension of 1",
                () -> IMAGE.withStrides(20, 0, 5, 1));
        assertMessage(
                "dims: two elements of s4 share a byte, and all strides but that of the innermost"
                        + " dimension must be even; the dims [2, 3] have the strides [3, 1] here:"
                        + " make the innermost dimension even",
                () -> MemoryDescriptor.of(DataType.S4, 2, 3));
        assertMessage(
                "dataType: oneDNN has no tensors of boolean on CPUs; expected another type",
                () -> MemoryDescriptor.of(DataType.BOOLEAN, 2, 3));
        assertMessage(
                "submemory: a box needs a layout, f32 2x3x4x5 any leaves it open",
                () -> IMAGE.with(FormatTag.ANY).submemory(IMAGE.dims(), new long[4]));
    }

    /// Whatever is refused is refused with a name of an argument, not with the library's status.
    @Test
    void everyTypeAndTag_makesADescriptorOrNamesTheCulprit() {
        int refused = 0;
        for (String name : FormatTag.names()) {
            FormatTag tag = FormatTag.of(name);
            boolean plain = name.equals(name.toLowerCase(Locale.ROOT));
            for (DataType type : plain ? DataType.values() : BLOCKED_TYPES) {
                for (int first = 1; first <= 2; first++) {
                    long[] dims = new long[tag.ndims()];
                    for (int d = 0; d < dims.length; d++) {
                        dims[d] = (long) first + (d + first) % 2;
                    }
                    try {
                        MemoryDescriptor made = MemoryDescriptor.of(type, dims).with(tag);
                        assertTrue(made.size() * 2 >= made.elements(), made::toString);
                    } catch (IllegalArgumentException refusal) {
                        String message = String.valueOf(refusal.getMessage());
                        assertTrue(
                                message.startsWith("dims: two elements of ")
                                        || message.startsWith("dataType: "),
                                message);
                        refused++;
                    }
                }
            }
        }
        assertTrue(refused > 0, "4-bit types with odd rows are refused");
    }

    /// Strides that are accepted here are accepted by the library, and what it refuses is refused
    /// before.
    @Test
    void randomStrides_makeADescriptorOrNameTheCulprit() {
        SplittableRandom random = new SplittableRandom(5);
        DataType[] types = {DataType.F32, DataType.S8, DataType.S4, DataType.F4_E2M1};
        int made = 0;
        for (int i = 0; i < 20_000; i++) {
            long[] dims = new long[random.nextInt(1, 5)];
            long[] strides = new long[dims.length];
            for (int d = 0; d < dims.length; d++) {
                dims[d] = random.nextInt(0, 6) == 0 ? random.nextInt(2) : random.nextInt(1, 5);
                strides[d] = random.nextInt(1 << random.nextInt(1, 7));
            }
            try {
                MemoryDescriptor descriptor =
                        MemoryDescriptor.of(types[i % types.length], dims).withStrides(strides);
                assertTrue(
                        Arrays.stream(descriptor.strides()).allMatch(s -> s > 0)
                                || descriptor.elements() == 0,
                        descriptor::toString);
                made++;
            } catch (IllegalArgumentException refusal) {
                String message = String.valueOf(refusal.getMessage());
                assertTrue(
                        message.startsWith("strides: ") || message.startsWith("dims: two"),
                        message);
            }
        }
        assertTrue(made > 1000, "many are possible");
    }

    /// A stride of 0 where it does not count is one that primitives can reckon with.
    @Test
    void strideOfZeroOfOneElement_isReplaced() {
        assertArrayEquals(
                new long[] {6, 2, 1},
                MemoryDescriptor.of(DataType.F32, 1, 3, 2).withStrides(0, 2, 1).strides());
        assertEquals(
                MemoryDescriptor.of(DataType.F32, 3, 1),
                MemoryDescriptor.of(DataType.F32, 3, 1).withStrides(1, 0));
    }

    /// The dimension of 1 is padded to 16.
    @Test
    void reshapeThatJoinsABlockedDimension_isRefused() {
        MemoryDescriptor blocked =
                MemoryDescriptor.of(DataType.F32, 5, 1, 1, 6).with(FormatTag.of("aBcd16b"));
        for (long[] dims : new long[][] {{30}, {30, 1}, {5, 6}, {10, 3}, {1, 30}, {2, 15, 1}}) {
            assertMessage(
                    "reshape: the elements of f32 5x1x1x6 aBcd16b do not lie where those of "
                            + Arrays.toString(dims)
                            + " would be; copy them to the layout of a C array first, with"
                            + " Tensor.to",
                    () -> blocked.reshape(dims));
        }
        assertEquals("f32 5x1x6 aBc16b", blocked.reshape(5, 1, 6).toString());
        assertEquals("f32 5x1x2x3 aBcd16b", blocked.reshape(5, 1, 2, 3).toString());
    }

    @Test
    void nulls_areNamed() {
        assertNull("dataType", () -> MemoryDescriptor.of(null, 2));
        assertNull("dims", () -> MemoryDescriptor.of(DataType.F32, (long[]) null));
        assertNull("tag", () -> MemoryDescriptor.of(DataType.F32, (FormatTag) null, 2));
        assertNull("tag", () -> IMAGE.with(null));
        assertNull("strides", () -> IMAGE.withStrides((long[]) null));
        assertNull("dims", () -> IMAGE.submemory(null, new long[4]));
        assertNull("offsets", () -> IMAGE.submemory(new long[4], null));
        assertNull("axes", () -> IMAGE.permute((int[]) null));
        assertNull("dims", () -> IMAGE.reshape((long[]) null));
        assertNull("name", () -> FormatTag.of(null));
        assertNull("name", () -> DataType.of(null));
    }

    private static void assertNull(String name, org.junit.jupiter.api.function.Executable call) {
        assertEquals(name, Thrown.message(NullPointerException.class, call));
    }

    @Test
    void dimensionThatIsNone_isNamed() {
        assertEquals(
                "index: expected a dimension from 0 to 3 of f32 2x3x4x5 abcd, got 9",
                Thrown.message(IndexOutOfBoundsException.class, () -> IMAGE.dim(9)));
        assertThrows(IndexOutOfBoundsException.class, () -> IMAGE.dim(-1));
    }

    @Test
    void typesHaveTheLibrarysNamesAndSizes() {
        OneDnn.load();
        for (DataType type : DataType.values()) {
            assertEquals(type, DataType.of(type.toString()));
            assertEquals(onednn_h.dnnl_data_type_size(type.value()), type.size(), type::toString);
        }
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable e) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, e));
    }

    private static long[] longs(String text) {
        return text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
