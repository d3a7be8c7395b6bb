package dev.onednn4j.internal.library;

import dev.onednn4j.internal.library.Settings.UserPath;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/// The per-user directory for unpacked libraries, which nobody but the user may be able to write:
/// who can change a library there runs code in this process.
public final class PrivateDirectory {
    private static final String PROPERTY = "onednn4j.cache";
    private static final String VARIABLE = "ONEDNN4J_CACHE";

    /// What the user can do about a cache that cannot be used.
    static final String REMEDY =
            "set the system property "
                    + PROPERTY
                    + " (or the environment variable "
                    + VARIABLE
                    + ") to a directory that only you can write";

    private PrivateDirectory() {}

    /// Where the user wants the cache, or else where the system keeps a user's caches. The
    /// directory may not exist.
    public static Path locate(Platform platform, Settings settings) throws LoadFailure {
        Optional<UserPath> chosen = settings.path(PROPERTY, VARIABLE);
        if (chosen.isPresent()) {
            return chosen.get().path();
        }
        String home = settings.property().apply("user.home");
        Optional<Path> userHome = Settings.directory(home);
        Optional<Path> caches =
                switch (platform.system()) {
                    case LINUX ->
                            Settings.directory(settings.variable().apply("XDG_CACHE_HOME"))
                                    .or(() -> userHome.map(path -> path.resolve(".cache")));
                    case MACOS -> userHome.map(path -> path.resolve("Library").resolve("Caches"));
                    case WINDOWS ->
                            Settings.directory(settings.variable().apply("LOCALAPPDATA"))
                                    .or(
                                            () ->
                                                    userHome.map(
                                                            path ->
                                                                    path.resolve("AppData")
                                                                            .resolve("Local")));
                };
        return caches.map(path -> path.resolve("onednn4j"))
                .orElseThrow(
                        () ->
                                new LoadFailure(
                                        "the user has no home directory to unpack into (the system"
                                                + " property user.home is '"
                                                + home
                                                + "'); "
                                                + REMEDY));
    }

    /// Makes the directory where there is none, and refuses it when somebody else could write to
    /// it.
    public static void prepare(Path directory) throws LoadFailure {
        try {
            if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(directory);
                return;
            }
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            refuseOthers(directory);
        } catch (IOException e) {
            throw new LoadFailure(
                    "the cache directory " + directory + " cannot be used (" + e + "); " + REMEDY,
                    e);
        }
    }

    private static void refuseOthers(Path directory) throws IOException, LoadFailure {
        PosixFileAttributes attributes =
                Files.getFileAttributeView(directory, PosixFileAttributeView.class)
                        .readAttributes();
        UserPrincipal user = currentUser();
        if (!attributes.owner().equals(user)) {
            throw new LoadFailure(
                    "the cache directory "
                            + directory
                            + " belongs to "
                            + attributes.owner().getName()
                            + ", and this process runs as "
                            + user.getName()
                            + "; "
                            + REMEDY);
        }
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new LoadFailure(
                    "the cache directory "
                            + directory
                            + " can be written by other users ("
                            + PosixFilePermissions.toString(permissions)
                            + "), who could plant a library there; take the permission away, or "
                            + REMEDY);
        }
    }

    private static UserPrincipal currentUser() throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.exists(self)) {
            // True even for a user that has no name, as in many containers.
            return Files.getOwner(self);
        }
        String name =
                ProcessHandle.current().info().user().orElse(System.getProperty("user.name", ""));
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
    }
}
