package dev.onednn4j.internal.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class PlatformTest {
    /// What the five jars in Maven Central hold and the modules they declare, as listed from the
    /// jars.
    @ParameterizedTest
    @CsvSource({
        "Linux,amd64,linux-x86_64,libdnnl.so.3,libgomp.so.1,org.bytedeco.dnnl.linux.x86_64",
        "Linux,aarch64,linux-arm64,libdnnl.so.3,libgomp.so.1,org.bytedeco.dnnl.linux.arm64",
        "Mac OS"
            + " X,x86_64,macosx-x86_64,libdnnl.3.dylib,libiomp5.dylib,org.bytedeco.dnnl.macosx.x86_64",
        "Mac OS X,aarch64,macosx-arm64,libdnnl.3.dylib,libomp.dylib,org.bytedeco.dnnl.macosx.arm64",
        "Windows 11,amd64,windows-x86_64,dnnl.dll,vcomp140.dll,org.bytedeco.dnnl.windows.x86_64"
    })
    void namesTheJarsFiles(
            String osName,
            String osArch,
            String classifier,
            String library,
            String companion,
            String module) {
        Platform platform = Platform.of(osName, osArch);
        assertEquals(classifier, platform.classifier());
        assertEquals("org/bytedeco/dnnl/" + classifier + "/", platform.resourceFolder());
        assertEquals(library, platform.libraryNames().getFirst());
        assertEquals(List.of(companion), platform.companionNames());
        assertEquals(module, platform.moduleName());
    }

    @Test
    void aPlatformWithoutNativesCanStillHaveTheSystemsLibrary() {
        Platform platform = Platform.of("Linux", "ppc64le");
        assertEquals("linux-ppc64le", platform.classifier());
        assertTrue(platform.libraryNames().contains("libdnnl.so.3"));
    }
}
