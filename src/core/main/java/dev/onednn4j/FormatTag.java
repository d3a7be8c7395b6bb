package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The name of a memory layout: `dnnl_format_tag_t`.
///
/// A tag lists the dimensions from the outermost to the innermost, `a` being the first. Most have a
/// second name for a kind of tensor: [#NHWC] is `acdb`. Upper case letters are split into blocks,
/// and what follows them is the block: in `aBcd16b` sixteen channels lie together. The constants
/// here are the plain layouts of convolution; [#of(String)] knows every tag of the header.
///
/// Immutable; equal tags describe the same layout.
public final class FormatTag {
    /// The primitive chooses the layout.
    public static final FormatTag ANY = new FormatTag("any", onednn_h.dnnl_format_tag_any());

    /// A vector.
    public static final FormatTag X = new FormatTag("x", onednn_h.dnnl_x());

    /// Batch and channels.
    public static final FormatTag NC = new FormatTag("nc", onednn_h.dnnl_nc());

    /// 1-D activations, channels first.
    public static final FormatTag NCW = new FormatTag("ncw", onednn_h.dnnl_ncw());

    /// 1-D activations, channels last.
    public static final FormatTag NWC = new FormatTag("nwc", onednn_h.dnnl_nwc());

    /// 2-D activations, channels first.
    public static final FormatTag NCHW = new FormatTag("nchw", onednn_h.dnnl_nchw());

    /// 2-D activations, channels last.
    public static final FormatTag NHWC = new FormatTag("nhwc", onednn_h.dnnl_nhwc());

    /// 3-D activations, channels first.
    public static final FormatTag NCDHW = new FormatTag("ncdhw", onednn_h.dnnl_ncdhw());

    /// 3-D activations, channels last.
    public static final FormatTag NDHWC = new FormatTag("ndhwc", onednn_h.dnnl_ndhwc());

    /// 1-D weights, output channels outermost.
    public static final FormatTag OIW = new FormatTag("oiw", onednn_h.dnnl_oiw());

    /// 1-D weights, output channels innermost.
    public static final FormatTag WIO = new FormatTag("wio", onednn_h.dnnl_wio());

    /// 2-D weights, output channels outermost.
    public static final FormatTag OIHW = new FormatTag("oihw", onednn_h.dnnl_oihw());

    /// 2-D weights, output channels innermost.
    public static final FormatTag HWIO = new FormatTag("hwio", onednn_h.dnnl_hwio());

    /// 2-D weights, output channels outermost, input channels innermost.
    public static final FormatTag OHWI = new FormatTag("ohwi", onednn_h.dnnl_ohwi());

    /// 3-D weights, output channels outermost.
    public static final FormatTag OIDHW = new FormatTag("oidhw", onednn_h.dnnl_oidhw());

    /// 3-D weights, output channels innermost.
    public static final FormatTag DHWIO = new FormatTag("dhwio", onednn_h.dnnl_dhwio());

    /// 1-D grouped weights, groups outermost.
    public static final FormatTag GOIW = new FormatTag("goiw", onednn_h.dnnl_goiw());

    /// 1-D grouped weights, output channels of a group innermost.
    public static final FormatTag WIGO = new FormatTag("wigo", onednn_h.dnnl_wigo());

    /// 2-D grouped weights, groups outermost.
    public static final FormatTag GOIHW = new FormatTag("goihw", onednn_h.dnnl_goihw());

    /// 2-D grouped weights, output channels of a group innermost.
    public static final FormatTag HWIGO = new FormatTag("hwigo", onednn_h.dnnl_hwigo());

    /// 3-D grouped weights, groups outermost.
    public static final FormatTag GOIDHW = new FormatTag("goidhw", onednn_h.dnnl_goidhw());

    /// 3-D grouped weights, output channels of a group innermost.
    public static final FormatTag DHWIGO = new FormatTag("dhwigo", onednn_h.dnnl_dhwigo());

    private final String name;
    private final int value;

    private FormatTag(String name, int value) {
        this.name = name;
        this.value = value;
    }

    /// The tag of that name, in the spelling of the header: `nhwc`, `acdb`, `aBcd16b`, `any`.
    ///
    /// @throws IllegalArgumentException when the header has no such tag
    public static FormatTag of(String name) {
        Objects.requireNonNull(name, "name");
        if (name.equals(ANY.name)) {
            return ANY;
        }
        Integer value = Names.VALUES.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "oneDNN has no format tag '"
                            + name
                            + "': expected one such as nchw, nhwc, abcd or aBcd16b (case matters)");
        }
        return new FormatTag(name, value);
    }

    /// The names of all tags but `any`, in the header's order.
    public static Set<String> names() {
        return Names.VALUES.keySet();
    }

    /// The C constant.
    public int value() {
        return value;
    }

    /// The number of dimensions of a tensor with this layout; -1 for [#ANY], which fits all.
    public int ndims() {
        if (equals(ANY)) {
            return -1;
        }
        int letters = 0;
        while (letters < name.length() && Character.isLetter(name.charAt(letters))) {
            letters++;
        }
        return letters;
    }

    /// The name, as in the header.
    @Override
    public String toString() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FormatTag tag && tag.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /// All names of the header with their values, read on first use.
    private static final class Names {
        static final Map<String, Integer> VALUES = read();

        private static Map<String, Integer> read() {
            Map<String, Integer> values = new LinkedHashMap<>();
            try (InputStream names =
                    onednn_h.class.getResourceAsStream("/dev/onednn4j/capi/format_tags.txt")) {
                if (names == null) {
                    throw new IllegalStateException("format_tags.txt is missing beside onednn_h");
                }
                String text = new String(names.readAllBytes(), StandardCharsets.US_ASCII);
                // A method handle, as reflection refuses what the public class inherits from the
                // package-private ones that jextract splits a large header into.
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                for (String name : text.lines().toList()) {
                    MethodHandle constant =
                            lookup.findStatic(
                                    onednn_h.class,
                                    "dnnl_" + name,
                                    MethodType.methodType(int.class));
                    values.put(name, (int) constant.invokeExact());
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (Throwable mismatch) {
                throw new IllegalStateException("format_tags.txt and onednn_h differ", mismatch);
            }
            return Collections.unmodifiableMap(values);
        }
    }
}
