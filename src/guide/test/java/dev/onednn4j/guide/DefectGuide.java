package dev.onednn4j.guide;

import dev.onednn4j.Defect;
import dev.onednn4j.OneDnn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The guide's page of what oneDNN gets wrong, written from the table itself.
final class DefectGuide {
    static final Path PAGE = Path.of("src", "guide", "defects.md");

    private static final String INTRODUCTION =
            """
            # What oneDNN gets wrong, and what is done about it

            oneDNN has many implementations of each primitive, and some of them crash or compute wrongly for some
            problems. onednn4j knows the cases below. It passes such an implementation over and takes the next one
            that oneDNN offers, which is often as fast. Where none is left, building the primitive throws an
            `UnimplementedException` that names the defect.

            ```java
            conv.passedOver();          // {brg_conv_fwd:avx512_core=conv-column-in-padding}
            OneDnn.knownDefects();      // this table, as values
            ```

            Two more names occur in `passedOver()`: `not-created` (oneDNN described the primitive and then refused to
            make it) and `verification-failed` (see below).

            **Checking a later version of oneDNN.** The system property `onednn4j.disabledDefects` switches entries
            off: ids separated by commas, or `all`. A program that sets it may crash or compute wrongly.

            **NaN and infinity.** The `nan` entries cost speed where K, the number of products in a sum, is odd or no
            multiple of a tile. If your tensors hold no NaN and no infinity, these kernels are right, and you get them
            back with `-Donednn4j.disabledDefects=matmul-nan-next-row-amx,conv-1x1-nan-next-pixel-amx,nan-odd-products`.

            **A new CPU.** Run your program once with `-Donednn4j.verify=true`, or call `.verified()` on a builder: each
            implementation is compared with oneDNN's reference before it is used. One that differs is passed over and
            logged.

            Implementations are named by the family of their kernels, whatever the instruction set: `brg_conv_fwd`
            stands for `brg_conv_fwd:avx2`, `brg_conv_fwd:avx512_core` and so on. All entries were seen in, or read in
            the sources of, oneDNN 3.13.0.

            <!-- Written from the table of defects; the test DefectGuideTest says how. -->
            """;

    private DefectGuide() {}

    static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        Map<String, List<Defect>> chapters =
                OneDnn.knownDefects().stream()
                        .collect(
                                Collectors.groupingBy(
                                        DefectGuide::chapter, TreeMap::new, Collectors.toList()));
        chapters.forEach(
                (chapter, defects) -> {
                    page.append("\n## ").append(chapter).append("\n\n");
                    page.append("| id | implementations | harm | what goes wrong |\n");
                    page.append("| --- | --- | --- | --- |\n");
                    defects.forEach(defect -> page.append(row(defect)));
                });
        return page.toString();
    }

    private static String chapter(Defect defect) {
        boolean everywhere = defect.primitives().size() > 4;
        String words =
                everywhere
                        ? "post-operations of any primitive"
                        : String.join(", ", defect.primitives()).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String row(Defect defect) {
        String fixed = defect.fixedIn() == null ? "" : " Fixed in " + defect.fixedIn() + ".";
        String issue = defect.issue() == null ? "" : " oneDNN issue " + defect.issue() + ".";
        return "| `%s` | %s | %s | %s%s%s |\n"
                .formatted(
                        defect.id(),
                        defect.implementations(),
                        harm(defect.harm()),
                        defect.reason(),
                        issue,
                        fixed);
    }

    private static String harm(Defect.Harm harm) {
        return switch (harm) {
            case CRASH -> "crash";
            case WRONG_RESULT -> "wrong";
            case REFUSAL -> "refuses";
        };
    }

    static void write() throws IOException {
        Files.createDirectories(PAGE.getParent());
        Files.writeString(PAGE, page());
    }
}
