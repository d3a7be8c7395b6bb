package dev.onednn4j.internal.library;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The directories where a library that the system's owner installed may be: those the user named
/// for libraries, then the usual ones.
public final class SystemDirectories {
    private final Set<Path> directories = new LinkedHashSet<>();

    public SystemDirectories(Platform platform, Settings settings) {
        addAll(settings.property().apply("java.library.path"));
        switch (platform.system()) {
            case LINUX -> {
                addAll(settings.variable().apply("LD_LIBRARY_PATH"));
                String processor = settings.property().apply("os.arch");
                String multiarch = "amd64".equals(processor) ? "x86_64" : processor;
                add("/usr/local/lib64");
                add("/usr/local/lib");
                add("/usr/lib/" + multiarch + "-linux-gnu");
                add("/usr/lib64");
                add("/usr/lib");
            }
            case MACOS -> {
                addAll(settings.variable().apply("DYLD_LIBRARY_PATH"));
                add("/opt/homebrew/lib");
                add("/usr/local/lib");
                add("/opt/local/lib");
            }
            case WINDOWS -> {
                addAll(settings.variable().apply("PATH"));
                String windows = settings.variable().apply("SystemRoot");
                add(windows == null ? null : windows + "\\System32");
            }
        }
    }

    /// Every file with one of these names, each file once however many links lead to it.
    List<Path> find(List<String> names) {
        Set<Path> seen = new LinkedHashSet<>();
        List<Path> found = new ArrayList<>();
        for (Path directory : directories) {
            for (String name : names) {
                Path file = directory.resolve(name);
                if (Files.isRegularFile(file) && seen.add(identity(file))) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    Optional<Path> findFirst(String name) {
        return find(List.of(name)).stream().findFirst();
    }

    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    private void addAll(@Nullable String searchPath) {
        if (searchPath != null) {
            for (String directory : searchPath.split(File.pathSeparator, -1)) {
                add(directory);
            }
        }
    }

    // An empty or relative entry would mean the working directory, where anyone may have put a
    // library.
    private void add(@Nullable String directory) {
        Settings.directory(directory).ifPresent(directories::add);
    }

    /// The directories, for a message.
    @Override
    public String toString() {
        return String.join(", ", directories.stream().map(Path::toString).toList());
    }
}
