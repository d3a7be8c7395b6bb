package dev.onednn4j.internal.library;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The library in the jar with this platform's natives, from the class path or the module path.
public final class BundledNatives {
    private final Platform platform;
    private final Settings settings;
    private final String resource;

    public BundledNatives(Platform platform, Settings settings) {
        this.platform = platform;
        this.settings = settings;
        this.resource = platform.resourceFolder() + platform.libraryNames().getFirst();
    }

    /// The library as a file with its companions beside it, unpacked into the user's cache when it
    /// is in a jar.
    public Path unpacked() throws LoadFailure {
        URL library = find();
        try {
            if (library.getProtocol().equals("file")) {
                return Path.of(library.toURI());
            }
            LibraryCache cache = new LibraryCache(PrivateDirectory.locate(platform, settings));
            return cache.unpacked(platform, files(library))
                    .resolve(platform.libraryNames().getFirst());
        } catch (IOException | URISyntaxException e) {
            throw new LoadFailure("cannot read " + library + " (" + e + ")", e);
        }
    }

    private List<NativeFile> files(URL library) throws IOException, URISyntaxException {
        List<NativeFile> files = new ArrayList<>();
        NativeFile.at(library, platform.libraryNames().getFirst()).ifPresent(files::add);
        String location = library.toString();
        String folder = location.substring(0, location.lastIndexOf('/') + 1);
        for (String companion : platform.companionNames()) {
            NativeFile.at(new URI(folder + companion).toURL(), companion).ifPresent(files::add);
        }
        return files;
    }

    private URL find() throws LoadFailure {
        Optional<URL> onClassPath =
                find(BundledNatives.class.getClassLoader())
                        .or(() -> find(Thread.currentThread().getContextClassLoader()));
        if (onClassPath.isPresent()) {
            return onClassPath.get();
        }
        try {
            Optional<URL> onModulePath = findOnModulePath();
            if (onModulePath.isPresent()) {
                return onModulePath.get();
            }
        } catch (FindException | IOException e) {
            throw new LoadFailure("cannot search the module path (" + e + ")", e);
        }
        throw new LoadFailure(
                "no "
                        + resource
                        + " on the class path, and no module "
                        + platform.moduleName()
                        + " on the module path");
    }

    private Optional<URL> find(@Nullable ClassLoader loader) {
        return Optional.ofNullable(
                loader == null
                        ? ClassLoader.getSystemResource(resource)
                        : loader.getResource(resource));
    }

    // Nothing requires the module of the natives, so it is not resolved and no class loader knows
    // it.
    private Optional<URL> findOnModulePath() throws IOException {
        String modulePath = settings.property().apply("jdk.module.path");
        if (modulePath == null || modulePath.isBlank()) {
            return Optional.empty();
        }
        Path[] entries =
                Arrays.stream(modulePath.split(File.pathSeparator, -1))
                        .filter(entry -> !entry.isBlank())
                        .map(Path::of)
                        .toArray(Path[]::new);
        Optional<ModuleReference> module = ModuleFinder.of(entries).find(platform.moduleName());
        if (module.isEmpty()) {
            return Optional.empty();
        }
        try (ModuleReader reader = module.get().open()) {
            Optional<URI> location = reader.find(resource);
            return location.isEmpty() ? Optional.empty() : Optional.of(location.get().toURL());
        }
    }
}
