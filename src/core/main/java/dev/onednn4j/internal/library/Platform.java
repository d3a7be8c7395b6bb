package dev.onednn4j.internal.library;

import java.util.List;
import java.util.Locale;

/// The operating system and processor this JVM runs on, and what oneDNN's files are called there.
///
/// @param system the operating system
/// @param classifier the Maven classifier of the jar with the natives, which also names the folder
///   in it
/// @param libraryNames what the library's file may be called, most wanted first; the first is the
///   name in the jar
/// @param companionNames its OpenMP runtime, beside it in the jar or part of the system
public record Platform(
        OperatingSystem system,
        String classifier,
        List<String> libraryNames,
        List<String> companionNames) {

    enum OperatingSystem {
        LINUX,
        MACOS,
        WINDOWS
    }

    public static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /// The platform for the values of the system properties `os.name` and `os.arch`. One that has
    /// no natives in Maven Central is still a platform: the library may be installed there.
    public static Platform of(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        boolean arm64 = osArch.equals("aarch64") || osArch.equals("arm64");
        boolean x64 = osArch.equals("amd64") || osArch.equals("x86_64");
        String processor = arm64 ? "arm64" : x64 ? "x86_64" : osArch;
        if (name.startsWith("mac") || name.startsWith("darwin")) {
            return new Platform(
                    OperatingSystem.MACOS,
                    "macosx-" + processor,
                    List.of("libdnnl.3.dylib", "libdnnl.dylib"),
                    List.of(arm64 ? "libomp.dylib" : "libiomp5.dylib"));
        }
        if (name.startsWith("windows")) {
            return new Platform(
                    OperatingSystem.WINDOWS,
                    "windows-" + processor,
                    List.of("dnnl.dll"),
                    List.of("vcomp140.dll"));
        }
        String system = name.startsWith("linux") ? "linux" : name;
        return new Platform(
                OperatingSystem.LINUX,
                system + "-" + processor,
                List.of("libdnnl.so.3", "libdnnl.so", "libdnnl.so.2"),
                List.of("libgomp.so.1"));
    }

    /// The folder in the jar that holds the natives, with a slash at its end.
    public String resourceFolder() {
        return "org/bytedeco/dnnl/" + classifier + "/";
    }

    /// The module that the jar with the natives declares.
    public String moduleName() {
        return "org.bytedeco.dnnl." + classifier.replace('-', '.');
    }
}
