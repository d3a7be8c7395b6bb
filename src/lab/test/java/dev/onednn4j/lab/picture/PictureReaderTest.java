package dev.onednn4j.lab.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;

/// The JDK writes each picture, from samples that are set as they are.
class PictureReaderTest {
    private static final ColorSpace SRGB = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    private static final ColorSpace GREY = ColorSpace.getInstance(ColorSpace.CS_GRAY);

    @Test
    void channelsOfAPixelLieTogetherInMemory() throws Exception {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 6; i++) {
            image.setRGB(i % 3, i / 3, (10 * i) << 16 | (10 * i + 1) << 8 | (10 * i + 2));
        }
        try (Arena arena = Arena.ofConfined()) {
            Picture picture = read(encode(image, "png"), 0, arena);
            assertEquals("f32 1x3x2x3 acdb", picture.padded().descriptor().toString());
            assertArrayEquals(
                    new float[] {
                        0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42, 50, 51, 52
                    },
                    picture.padded().segment().toArray(ValueLayout.JAVA_FLOAT));
            assertEquals(41, picture.pixels().get(0, 1, 1, 1));
        }
    }

    @Test
    void borderRepeatsTheOutermostPixels() throws Exception {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 2, 2, new int[] {1, 2, 3, 4});
        try (Arena arena = Arena.ofConfined()) {
            Picture picture = read(encode(image, "png"), 2, arena);
            long[] oneChannel = {1, 1, 6, 6};
            for (long channel = 0; channel < 3; channel++) {
                assertArrayEquals(
                        new float[] {
                            1, 1, 1, 2, 2, 2, //
                            1, 1, 1, 2, 2, 2, //
                            1, 1, 1, 2, 2, 2, //
                            3, 3, 3, 4, 4, 4, //
                            3, 3, 3, 4, 4, 4, //
                            3, 3, 3, 4, 4, 4
                        },
                        picture.padded()
                                .submemory(oneChannel, new long[] {0, channel, 0, 0})
                                .toArray());
            }
            assertEquals(2, picture.width());
            assertEquals(2, picture.height());
        }
    }

    @Test
    void greyBecomesThreeChannelsAsBrightAsInTheFile() throws Exception {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixel(0, 0, new int[] {128});
        assertPixel(encode(image, "png"), 0, 128, 128, 128);
        assertPixel(encode(image, "jpeg"), 1, 128, 128, 128);
    }

    @Test
    void sixteenBitsKeepTheirPrecisionInGrey() throws Exception {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixel(0, 0, new int[] {257 * 100 + 64});
        float grey = 100 + 64 / 257f;
        assertPixel(encode(image, "png"), 1e-4, grey, grey, grey);
    }

    @Test
    void sixteenBitsAreRoundedInColour() throws Exception {
        BufferedImage image = interleaved(SRGB, DataBuffer.TYPE_USHORT, 3, false);
        image.getRaster().setPixel(0, 0, new int[] {257 * 7, 257 * 200, 65535});
        assertPixel(encode(image, "png"), 0, 7, 200, 255);
    }

    @Test
    void whiteShowsThroughWhatIsTransparent() throws Exception {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0);
        assertPixel(encode(image, "png"), 0, 255, 255, 255);
        image.setRGB(0, 0, 51 << 24 | 0xff0a00);
        assertPixel(encode(image, "png"), 1e-3, 255, 206, 204);
    }

    @Test
    void whiteShowsThroughTransparentGrey() throws Exception {
        BufferedImage image = interleaved(GREY, DataBuffer.TYPE_BYTE, 2, true);
        image.getRaster().setPixel(0, 0, new int[] {100, 51});
        assertPixel(encode(image, "png"), 1e-3, 224, 224, 224);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void paletteIsLookedUp(int bits) throws Exception {
        byte[] red = {0, (byte) 250};
        byte[] green = {1, (byte) 150};
        byte[] blue = {2, 50};
        IndexColorModel palette = new IndexColorModel(bits, 2, red, green, blue);
        BufferedImage image =
                new BufferedImage(
                        palette, palette.createCompatibleWritableRaster(1, 1), false, null);
        image.getRaster().setPixel(0, 0, new int[] {1});
        assertPixel(encode(image, "png"), 0, 250, 150, 50);
    }

    @Test
    void jpegIsNearlyAsItWas() throws Exception {
        BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 200; i++) {
            image.setRGB(i % 20, i / 20, 0x6496c8);
        }
        assertPixel(encode(image, "jpeg"), 3, 100, 150, 200);
    }

    /// The second one is huge only with its border.
    @ParameterizedTest
    @CsvSource({"60000, 50000", "50000000, 1"})
    void hugePictureIsRefusedBeforeItIsDecoded(int width, int height) throws Exception {
        assertRefused(
                pngHeader(width, height),
                "test: expected a picture of at most 100 million pixels, got "
                        + (width + " x " + height));
    }

    @Test
    void whatIsNoPictureIsRefused() throws Exception {
        assertRefused(new byte[0], "test: expected a PNG or JPEG picture, got something else");
        assertRefused(
                "no picture".getBytes(StandardCharsets.UTF_8),
                "test: expected a PNG or JPEG picture, got something else");
        assertRefused(
                encode(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "gif"),
                "test: expected a PNG or JPEG picture, got gif");
    }

    @Test
    void damagedPictureIsRefused() throws Exception {
        byte[] whole = encode(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png");
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        String message =
                String.valueOf(
                        assertThrows(UnusableFileException.class, () -> decode(half)).getMessage());
        assertTrue(message.startsWith("test: the picture cannot be decoded: "), message);
    }

    private static void assertPixel(byte[] file, double tolerance, double... expected)
            throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            Picture picture = read(file, 1, arena);
            for (int channel = 0; channel < 3; channel++) {
                assertEquals(
                        expected[channel],
                        picture.pixels().get(0, channel, 0, 0),
                        tolerance,
                        "channel " + channel);
            }
        }
    }

    private static void assertRefused(byte[] file, String message) {
        UnusableFileException refusal =
                assertThrows(UnusableFileException.class, () -> decode(file));
        assertEquals(message, refusal.getMessage());
    }

    private static void decode(byte[] file) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            read(file, 1, arena);
        }
    }

    private static Picture read(byte[] file, int border, Arena arena) throws Exception {
        return PictureReader.read(new ByteArrayInputStream(file), "test", border, arena);
    }

    /// One pixel.
    private static BufferedImage interleaved(
            ColorSpace space, int type, int bands, boolean withAlpha) {
        int[] order = Arrays.copyOf(new int[] {0, 1, 2}, bands);
        return ImageTypeSpecifier.createInterleaved(space, order, type, withAlpha, false)
                .createBufferedImage(1, 1);
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, bytes), () -> format + " cannot hold " + image);
        return bytes.toByteArray();
    }

    /// The beginning of a PNG file of 8-bit RGB.
    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(chunk);
        fields.writeBytes("IHDR");
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 checksum = new CRC32();
        checksum.update(chunk.toByteArray());

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream parts = new DataOutputStream(file);
        parts.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        parts.writeInt(13);
        parts.write(chunk.toByteArray());
        parts.writeInt((int) checksum.getValue());
        return file.toByteArray();
    }
}
