package dev.onednn4j.internal.library;

import dev.onednn4j.internal.library.Settings.UserPath;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds oneDNN and loads it into the class loader of the bindings: from the path the user set,
/// else from the jar with the platform's natives, else from the system. Thread-safe.
public final class NativeLibrary {
    private static final String PROPERTY = "onednn4j.library";
    private static final String VARIABLE = "ONEDNN4J_LIBRARY";

    private static volatile @Nullable Loaded loaded;
    private static @Nullable String failure;

    private final Platform platform;
    private final Settings settings;

    private NativeLibrary(Platform platform, Settings settings) {
        this.platform = platform;
        this.settings = settings;
    }

    /// Where a library was found.
    public enum Source {
        /// The system property or environment variable for the library's path.
        EXPLICIT,
        /// The jar with the platform's natives.
        BUNDLED,
        /// A directory where the system's owner installs libraries.
        SYSTEM
    }

    /// The library that this class loader uses.
    ///
    /// @param path its file
    /// @param source where it was found
    /// @param version what it says it is
    public record Loaded(Path path, Source source, LibraryVersion version) {}

    /// Loads the library, the first time; later calls give the same answer, be it a failure.
    ///
    /// @throws LoadFailure when there is no library that fits: its message lists every attempt and
    ///   ends with what to do
    public static Loaded load() throws LoadFailure {
        Loaded known = loaded;
        return known != null ? known : loadOnce();
    }

    private static synchronized Loaded loadOnce() throws LoadFailure {
        Loaded known = loaded;
        if (known != null) {
            return known;
        }
        if (failure != null) {
            throw new LoadFailure(failure);
        }
        try {
            known = new NativeLibrary(Platform.current(), Settings.ofProcess()).search();
            loaded = known;
            return known;
        } catch (LoadFailure e) {
            failure = e.reason();
            throw e;
        }
    }

    private static LoadFailure accessDenied(IllegalCallerException cause) {
        Module module = NativeLibrary.class.getModule();
        String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
        return new LoadFailure(
                "oneDNN could not be loaded: this JVM denies native access to onednn4j. Start java"
                        + " with --enable-native-access="
                        + name,
                cause);
    }

    private Loaded search() throws LoadFailure {
        try {
            Optional<UserPath> explicit = settings.path(PROPERTY, VARIABLE);
            return explicit.isPresent() ? loadExplicit(explicit.get()) : searchEverywhere();
        } catch (IllegalCallerException e) {
            throw accessDenied(e);
        }
    }

    private Loaded searchEverywhere() throws LoadFailure {
        List<LoadFailure> failures = new ArrayList<>();
        try {
            return load(new BundledNatives(platform, settings).unpacked(), Source.BUNDLED);
        } catch (LoadFailure e) {
            failures.add(new LoadFailure("the platform's natives: " + e.reason(), e));
        }
        SystemDirectories directories = new SystemDirectories(platform, settings);
        List<Path> installed = directories.find(platform.libraryNames());
        for (Path library : installed) {
            try {
                return load(library, Source.SYSTEM);
            } catch (LoadFailure e) {
                failures.add(new LoadFailure("the system's library: " + e.reason(), e));
            }
        }
        if (installed.isEmpty()) {
            failures.add(
                    new LoadFailure(
                            "the system's library: no "
                                    + String.join(", ", platform.libraryNames())
                                    + " in "
                                    + directories));
        }
        throw allFailed(failures);
    }

    private Loaded loadExplicit(UserPath chosen) throws LoadFailure {
        try {
            return load(fileOf(chosen.path()), Source.EXPLICIT);
        } catch (LoadFailure e) {
            throw new LoadFailure(
                    "oneDNN could not be loaded from the path that "
                            + chosen.origin()
                            + " sets. "
                            + e.reason()
                            + "\nCorrect the path, or remove the setting to let onednn4j search.",
                    e);
        }
    }

    private Path fileOf(Path chosen) throws LoadFailure {
        if (!Files.exists(chosen)) {
            throw new LoadFailure(chosen + ": no such file or directory");
        }
        if (!Files.isDirectory(chosen)) {
            return chosen;
        }
        return platform.libraryNames().stream()
                .map(chosen::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () ->
                                new LoadFailure(
                                        chosen
                                                + ": the directory holds no "
                                                + String.join(", ", platform.libraryNames())));
    }

    private LoadFailure allFailed(List<LoadFailure> failures) {
        StringBuilder message = new StringBuilder("oneDNN could not be loaded. Tried:");
        for (LoadFailure attempt : failures) {
            message.append("\n  ").append(attempt.reason());
        }
        message.append("\nEither put org.bytedeco:dnnl with the classifier ")
                .append(platform.classifier())
                .append(" on the class path or module path, or set the system property ")
                .append(PROPERTY)
                .append(" (or the environment variable ")
                .append(VARIABLE)
                .append(") to the file of a oneDNN ")
                .append(LibraryVersion.required())
                .append('.');
        LoadFailure all = new LoadFailure(message.toString());
        failures.forEach(all::addSuppressed);
        return all;
    }

    private Loaded load(Path library, Source source) throws LoadFailure {
        List<Path> companions = companionsFirst(library);
        try (Arena probe = Arena.ofConfined()) {
            SymbolLookup openMp = name -> Optional.empty();
            for (Path companion : companions) {
                openMp = openMp.or(LibraryProbe.open(companion, probe));
            }
            SymbolLookup symbols = LibraryProbe.open(library, probe);
            LibraryVersion version = LibraryProbe.version(library, symbols);
            LibraryProbe.requireOpenMp(library, symbols.or(openMp));
            // Loaded while the probe is open, the library is mapped and relocated once, not twice.
            for (Path companion : companions) {
                System.load(companion.toString());
            }
            System.load(library.toString());
            return new Loaded(library, source, version);
        } catch (UnsatisfiedLinkError e) {
            throw new LoadFailure(library + ": cannot be loaded: " + e.getMessage(), e);
        }
    }

    private List<Path> companionsFirst(Path library) {
        return switch (platform.system()) {
            case LINUX -> List.of();
            // The jar's library looks for its companion by a run path that does not hold its own
            // folder, but takes one that is already loaded.
            case MACOS ->
                    platform.companionNames().stream()
                            .map(library::resolveSibling)
                            .filter(Files::isRegularFile)
                            .toList();
            // Symbols are found only in libraries that were loaded by name, not in those that came
            // along, and the bindings call the companion too.
            case WINDOWS -> {
                SystemDirectories directories = new SystemDirectories(platform, settings);
                yield platform.companionNames().stream()
                        .flatMap(name -> directories.findFirst(name).stream())
                        .toList();
            }
        };
    }
}
