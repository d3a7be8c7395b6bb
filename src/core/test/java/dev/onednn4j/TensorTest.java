package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onednn4j.internal.memory.DescriptorParts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@SuppressWarnings({"try", "MustBeClosedChecker", "NullAway"})
class TensorTest {
    private static final MemoryDescriptor VECTOR = MemoryDescriptor.of(DataType.F32, 4);

    @Test
    void memoryIsSharedNotCopied() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mine = arena.allocate(16, 4);
            Tensor tensor = Tensor.of(VECTOR, mine);
            mine.setAtIndex(ValueLayout.JAVA_FLOAT, 2, 7);
            assertEquals(7, tensor.get(2));
            tensor.set(8, 3);
            assertEquals(8, mine.getAtIndex(ValueLayout.JAVA_FLOAT, 3));
        }
    }

    @Test
    void newMemoryIsZeroedAndAligned() {
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < 20; i++) {
                Tensor tensor = Tensor.allocate(arena, MemoryDescriptor.of(DataType.S8, 3));
                assertEquals(0, tensor.segment().address() % 64);
                assertArrayEquals(new float[3], tensor.toArray());
            }
        }
    }

    @Test
    void aDirectBufferIsATensorInNativeOrder() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(20).order(ByteOrder.BIG_ENDIAN);
        Tensor tensor = Tensor.of(VECTOR, buffer.position(4));
        tensor.set(1.5, 0);
        assertEquals(1.5f, buffer.order(ByteOrder.nativeOrder()).getFloat(4));
    }

    @Test
    void elementsAreInTheOrderOfDimensionsWhateverTheLayout() {
        try (Arena arena = Arena.ofConfined()) {
            MemoryDescriptor nhwc =
                    MemoryDescriptor.of(DataType.F32, 1, 2, 1, 3).with(FormatTag.NHWC);
            Tensor tensor = Tensor.allocate(arena, nhwc).copyFrom(1, 2, 3, 4, 5, 6);
            assertArrayEquals(
                    new float[] {1, 4, 2, 5, 3, 6},
                    tensor.segment().toArray(ValueLayout.JAVA_FLOAT));
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, tensor.toArray());
            assertEquals(6, tensor.get(0, 1, 0, 2));
            assertArrayEquals(
                    new float[] {5, 6},
                    tensor.submemory(new long[] {1, 1, 1, 2}, new long[] {0, 1, 0, 1}).toArray());
            assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, tensor.permute(0, 3, 1, 2).toArray());
            assertArrayEquals(
                    new float[] {1, 2, 3, 4, 5, 6},
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 6))
                            .copyFrom(1, 2, 3, 4, 5, 6)
                            .reshape(2, 3)
                            .toArray());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 0.1, 0.10000000149011612",
        "F64, 0.1, 0.1",
        "S32, 2.5, 2",
        "S32, 1e30, 2147483647",
        "S64, -3.5, -4",
        "S8, 127.5, 127",
        "S8, -300, -128",
        "S8, 1.5, 2",
        "U8, 255.4, 255",
        "U8, 200, 200",
        "U8, -1, 0",
        "U8, 0.5, 0",
        "F16, 65504, 65504",
        "F16, 0.1, 0.0999755859375",
        "F16, 1e6, Infinity",
        // 1 + 1/256 lies between bfloat16's 1 and 1 + 1/128: the even one is 1; 1 + 3/256 goes up.
        "BF16, 1.00390625, 1",
        "BF16, 1.01171875, 1.015625",
        "BF16, -3.14159, -3.140625",
        "BF16, NaN, NaN",
        "BF16, Infinity, Infinity"
    })
    void elementsAreRoundedToTheirType(DataType type, double value, double stored) {
        try (Arena arena = Arena.ofConfined()) {
            Tensor tensor = Tensor.allocate(arena, MemoryDescriptor.of(type, 3));
            tensor.set(value, 1);
            assertEquals(stored, tensor.get(1));
            assertEquals(0, tensor.get(0));
            assertEquals(0, tensor.get(2));
        }
    }

    /// The reorder primitive rounds the same way, for every type it knows.
    @ParameterizedTest
    @CsvSource({"S32", "S8", "U8", "BF16", "F16"})
    void roundingIsThatOfTheLibrary(DataType type) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            int count = 4000;
            Tensor values = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, count));
            Tensor library = Tensor.allocate(arena, MemoryDescriptor.of(type, count));
            Tensor own = Tensor.allocate(arena, MemoryDescriptor.of(type, count));
            for (int i = 0; i < count; i++) {
                double value = (i - count / 2) / 7.0 + (i % 4) / 4.0;
                values.set(value, i);
                own.set(values.get(i), i);
            }
            Reorder.run(engine, values, library);
            assertArrayEquals(library.toArray(), own.toArray());
        }
    }

    @Test
    void aFileIsATensor(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("weights.bin");
        try (Arena arena = Arena.ofConfined()) {
            Tensor.map(arena, VECTOR, file, MapMode.READ_WRITE).copyFrom(1, 2, 3, 4);
        }
        assertEquals(16, Files.size(file));
        try (Arena arena = Arena.ofConfined()) {
            Tensor read = Tensor.map(arena, VECTOR, file, MapMode.READ_ONLY);
            assertArrayEquals(new float[] {1, 2, 3, 4}, read.toArray());
            Tensor own = Tensor.map(arena, VECTOR, file, MapMode.PRIVATE);
            own.set(9, 0);
            assertEquals(1, read.get(0));
        }
        try (Arena arena = Arena.ofConfined()) {
            MemoryDescriptor longer = MemoryDescriptor.of(DataType.F32, 5);
            assertMessage(
                    "file: expected at least 20 bytes for f32 5 a, " + file + " has 16",
                    () -> Tensor.map(arena, longer, file, MapMode.READ_ONLY));
        }
    }

    /// 6 GB in a sparse file, of which a strided convolution touches a few pages: two rows that lie
    /// 2 GB and more apart.
    @Test
    void aConvolutionReachesBeyondTwoGigabytes(@TempDir Path directory) throws IOException {
        try (Arena arena = Arena.ofShared();
                Engine engine = Engine.cpu()) {
            MemoryDescriptor whole = MemoryDescriptor.of(DataType.F32, 3, 1L << 29);
            Tensor file = Tensor.map(arena, whole, directory.resolve("sparse"), MapMode.READ_WRITE);
            assertEquals(3L << 31, file.segment().byteSize());
            file.set(5, 2, (1L << 29) - 1);
            assertEquals(5, file.get(2, (1L << 29) - 1));

            MemoryDescriptor rows =
                    MemoryDescriptor.of(DataType.F32, 1, 1, 3, 8)
                            .withStrides(3L << 29, 3L << 29, 1L << 29, 1);
            Tensor src = file.as(rows);
            src.copyFrom(1, 2, 3, 4, 5, 6, 7, 8, 1, 1, 1, 1, 1, 1, 1, 1, 8, 7, 6, 5, 4, 3, 2, 1);
            try (Convolution columnSums =
                    Convolution.forward(engine)
                            .src(rows)
                            .weights(MemoryDescriptor.of(DataType.F32, 1, 1, 3, 1))
                            .dst(DataType.F32, FormatTag.NCHW)
                            .build()) {
                Tensor weights = Tensor.allocate(arena, columnSums.weights()).copyFrom(1, 10, 100);
                Tensor dst = Tensor.allocate(arena, columnSums.dst());
                columnSums.execute(src, weights, null, dst);
                assertArrayEquals(
                        new float[] {811, 712, 613, 514, 415, 316, 217, 118}, dst.toArray());
            }
        }
    }

    @Test
    void badMemoryIsNamed() throws Exception {
        try (Arena arena = Arena.ofConfined();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            assertMessage(
                    "segment: expected native memory, got memory on the heap, which oneDNN cannot"
                            + " reach; allocate it from an Arena",
                    () -> Tensor.of(VECTOR, MemorySegment.ofArray(new float[4])));
            assertMessage(
                    "buffer: expected a direct ByteBuffer, got one on the heap, which oneDNN cannot"
                            + " reach; use ByteBuffer.allocateDirect",
                    () -> Tensor.of(VECTOR, ByteBuffer.allocate(16)));
            assertMessage(
                    "segment: expected at least 16 bytes for f32 4 a, got 15",
                    () -> Tensor.of(VECTOR, arena.allocate(15, 4)));
            MemorySegment aligned = arena.allocate(32, 64);
            assertMessage(
                    "segment: expected an address that is a multiple of 4 for f32, got 0x"
                            + Long.toHexString(aligned.address() + 2),
                    () -> Tensor.of(VECTOR, aligned.asSlice(2)));
            assertMessage(
                    "descriptor: f32 4 any leaves the layout open; take the one a primitive chose,"
                            + " such as Convolution.dst()",
                    () -> Tensor.allocate(arena, VECTOR.with(FormatTag.ANY)));
            Arena closed = Arena.ofConfined();
            MemorySegment gone = closed.allocate(16, 4);
            closed.close();
            assertEquals(
                    "segment: its arena is closed",
                    Thrown.message(IllegalStateException.class, () -> Tensor.of(VECTOR, gone)));
            String wrongThread =
                    other.submit(
                                    () ->
                                            Thrown.message(
                                                    WrongThreadException.class,
                                                    () -> Tensor.of(VECTOR, aligned)))
                            .get();
            assertEquals(
                    "segment: it belongs to an arena that is confined to another thread than"
                            + " pool",
                    wrongThread.replaceFirst("pool.*", "pool"));
        }
    }

    @Test
    void badElementAccessIsNamed() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor vector = Tensor.allocate(arena, VECTOR);
            assertMessage(
                    "index: expected 1 indices for f32 4 a, got [0, 0]", () -> vector.get(0, 0));
            assertEquals(
                    "index: [4] is not within f32 4 a",
                    Thrown.message(IndexOutOfBoundsException.class, () -> vector.get(4)));
            assertEquals(
                    "index: [-1] is not within f32 4 a",
                    Thrown.message(IndexOutOfBoundsException.class, () -> vector.set(0, -1)));
            assertMessage("values: expected 4 for f32 4 a, got 3", () -> vector.copyFrom(1, 2, 3));
            Tensor blocked =
                    Tensor.allocate(
                            arena,
                            MemoryDescriptor.of(DataType.F32, 1, 3, 2, 2)
                                    .with(FormatTag.of("aBcd8b")));
            assertMessage(
                    "element access needs a plain layout, f32 1x3x2x2 aBcd8b is not: reorder it to"
                            + " one first",
                    () -> blocked.get(0, 0, 0, 0));
            Tensor exotic = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F8_E4M3, 4));
            assertMessage("element access: f8_e4m3 has no Java equivalent", () -> exotic.get(0));
            Tensor readOnly = Tensor.of(VECTOR, vector.segment().asReadOnly());
            assertThrows(IllegalArgumentException.class, () -> readOnly.set(1, 0));
        }
    }

    @Test
    void submemoryOfPlainTensor_isASliceThatBeginsAtItsFirstElement() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor whole = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 4, 5));
            float[] values = new float[20];
            for (int i = 0; i < values.length; i++) {
                values[i] = i;
            }
            Tensor box = whole.copyFrom(values).submemory(new long[] {2, 3}, new long[] {2, 2});
            assertEquals(0, box.descriptor().offset());
            assertArrayEquals(new long[] {5, 1}, box.descriptor().strides());
            assertEquals(whole.segment().asSlice(12 * 4, 8 * 4), box.segment());
            assertArrayEquals(new float[] {12, 13, 14, 17, 18, 19}, box.toArray());
            box.set(99, 1, 2);
            assertEquals(99, whole.get(3, 4));
            assertArrayEquals(
                    new float[] {18, 99},
                    box.submemory(new long[] {1, 2}, new long[] {1, 1}).toArray());
            assertEquals(
                    box.descriptor(), whole.submemory(new long[] {2, 3}, new long[2]).descriptor());
        }
    }

    @Test
    void submemoryOfAnyPlainTensor_endsWithinItsParent() {
        SplittableRandom random = new SplittableRandom(11);
        RandomLayouts layouts = new RandomLayouts(random, /* open= */ false);
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < 300; i++) {
                long[] dims = RandomTensors.dims(random, 1, 5);
                MemoryDescriptor whole = layouts.fixed(DataType.F32, dims);
                if (!whole.isPlain()) {
                    continue;
                }
                long[] own = new long[dims.length];
                long[] offsets = new long[dims.length];
                long[] last = new long[dims.length];
                for (int d = 0; d < dims.length; d++) {
                    own[d] = random.nextLong(dims[d] + 1);
                    offsets[d] = random.nextLong(dims[d] - own[d] + 1);
                    last[d] = own[d] - 1;
                }
                Tensor parent = Tensor.allocate(arena, whole);
                Tensor box = parent.submemory(own, offsets);
                assertEquals(box.descriptor().size(), box.segment().byteSize());
                if (box.descriptor().elements() > 0) {
                    long[] place = new long[dims.length];
                    Arrays.setAll(place, d -> offsets[d] + last[d]);
                    parent.set(i, place);
                    assertEquals(i, box.get(last));
                }
            }
        }
    }

    @Test
    void submemory_keepsWhatTheSegmentForbids() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor whole = Tensor.allocate(arena, VECTOR);
            Tensor readOnly = Tensor.of(VECTOR, whole.segment().asReadOnly());
            Tensor half = readOnly.submemory(new long[] {2}, new long[] {2});
            assertThrows(IllegalArgumentException.class, () -> half.set(1, 0));
            assertEquals(whole.segment().scope(), half.segment().scope());
            assertEquals(0, whole.submemory(new long[] {0}, new long[] {4}).segment().byteSize());
        }
    }

    @Test
    void submemoryThatBeginsWithinAByte_isRefused() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor whole = Tensor.allocate(arena, MemoryDescriptor.of(DataType.S4, 4, 6));
            assertMessage(
                    "submemory: the box [2, 2] at [1, 1] begins in the middle of a byte, which"
                            + " holds two elements of s4: expected a box that begins at an even"
                            + " element of the memory, got element 7",
                    () -> whole.submemory(new long[] {2, 2}, new long[] {1, 1}));
            Tensor rows = whole.submemory(new long[] {2, 6}, new long[] {1, 0});
            assertEquals(whole.segment().asSlice(3, 6), rows.segment());
        }
    }

    @Test
    void nulls_areNamed() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor tensor = Tensor.allocate(arena, VECTOR);
            Path file = Path.of("none");
            assertNull("arena", () -> Tensor.allocate(null, VECTOR));
            assertNull("descriptor", () -> Tensor.allocate(arena, null));
            assertNull("descriptor", () -> Tensor.of(null, tensor.segment()));
            assertNull("segment", () -> Tensor.of(VECTOR, (MemorySegment) null));
            assertNull("buffer", () -> Tensor.of(VECTOR, (ByteBuffer) null));
            assertNull("arena", () -> Tensor.map(null, VECTOR, file, MapMode.READ_ONLY));
            assertNull("file", () -> Tensor.map(arena, VECTOR, null, MapMode.READ_ONLY));
            assertNull("mode", () -> Tensor.map(arena, VECTOR, file, null));
            assertNull("other", () -> tensor.as(null));
            assertNull("index", () -> tensor.get((long[]) null));
            assertNull("values", () -> tensor.copyFrom((float[]) null));
        }
    }

    private static void assertNull(String name, Executable call) {
        assertEquals(name, Thrown.message(NullPointerException.class, call));
    }

    /// Kernels for s8 on both sides read sums over the weights, which only packing writes.
    @Test
    void writeToWeightsThatCarryACompensation_isRefused() {
        int carried = 0;
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            for (int channels : new int[] {1, 3, 16, 64}) {
                try (Convolution convolution =
                        Convolution.forward(engine)
                                .src(DataType.S8, 1, channels, 9, 9)
                                .weights(DataType.S8, 16, channels, 3, 3)
                                .dst(DataType.S32)
                                .build()) {
                    MemoryDescriptor chosen = convolution.weights();
                    boolean plain = chosen.isPlain();
                    boolean more =
                            plain
                                    && !chosen.equals(
                                            MemoryDescriptor.of(DataType.S8, chosen.dims())
                                                    .withStrides(chosen.strides()));
                    assertEquals(
                            more,
                            plain && DescriptorParts.of(chosen).compensated(),
                            chosen::toString);
                    if (!DescriptorParts.of(chosen).compensated()) {
                        continue;
                    }
                    carried++;
                    Tensor packed = Tensor.allocate(arena, chosen);
                    assertMessage(
                            "element access: "
                                    + chosen
                                    + " holds packed weights with a compensation behind the"
                                    + " elements, which would not fit any more; write to plain"
                                    + " weights and pack them",
                            () -> packed.set(1, 0, 0, 0, 0));
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> packed.copyFrom(new float[(int) chosen.elements()]));
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> packed.submemory(chosen.dims(), new long[4]));
                    assertThrows(
                            IllegalArgumentException.class, () -> packed.to(FormatTag.OIHW, arena));
                    assertSame(packed, packed.dense(arena));
                }
            }
        }
        assumeTrue(carried > 0, "this CPU multiplies s8 with s8 without a compensation");
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, call));
    }
}
