package dev.onednn4j.internal.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.internal.library.Settings.UserPath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.nio.file.Path;
import java.util.Map;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths are spelled the POSIX way")
class SettingsTest {
    private static final Platform LINUX = Platform.of("Linux", "amd64");
    private static final Platform MACOS = Platform.of("Mac OS X", "aarch64");
    private static final Platform WINDOWS = Platform.of("Windows 11", "amd64");

    private static Settings settings(
            Map<String, String> properties, Map<String, String> variables) {
        return new Settings(properties::get, variables::get);
    }

    @Test
    void thePropertyWinsOverTheVariable() throws LoadFailure {
        Settings both = settings(Map.of("p", "/property"), Map.of("V", "/variable"));
        UserPath chosen = both.path("p", "V").orElseThrow();
        assertEquals(Path.of("/property"), chosen.path());
        assertEquals("the system property p", chosen.origin());
    }

    @Test
    void aBlankPropertyLeavesTheVariable() throws LoadFailure {
        Settings blank = settings(Map.of("p", " "), Map.of("V", "/variable"));
        UserPath chosen = blank.path("p", "V").orElseThrow();
        assertEquals(Path.of("/variable"), chosen.path());
        assertEquals("the environment variable V", chosen.origin());
        assertTrue(settings(Map.of(), Map.of("V", "")).path("p", "V").isEmpty());
    }

    @Test
    void whatIsNoPathIsRefusedByName() {
        Settings broken = settings(Map.of("p", "a\0b"), Map.of());
        LoadFailure failure = assertThrows(LoadFailure.class, () -> broken.path("p", "V"));
        assertEquals("'a\0b', set by the system property p, is not a path", failure.getMessage());
    }

    @Test
    void theCacheIsWhereTheSystemKeepsAUsersCaches() throws LoadFailure {
        Map<String, String> home = Map.of("user.home", "/home/jane");
        assertEquals(
                Path.of("/home/jane/.cache/onednn4j"),
                PrivateDirectory.locate(LINUX, settings(home, Map.of())));
        assertEquals(
                Path.of("/caches/onednn4j"),
                PrivateDirectory.locate(
                        LINUX, settings(home, Map.of("XDG_CACHE_HOME", "/caches"))));
        assertEquals(
                Path.of("/home/jane/Library/Caches/onednn4j"),
                PrivateDirectory.locate(
                        MACOS, settings(home, Map.of("XDG_CACHE_HOME", "/caches"))));
        assertEquals(
                Path.of("/local/onednn4j"),
                PrivateDirectory.locate(WINDOWS, settings(home, Map.of("LOCALAPPDATA", "/local"))));
        assertEquals(
                Path.of("/home/jane/AppData/Local/onednn4j"),
                PrivateDirectory.locate(WINDOWS, settings(home, Map.of())));
    }

    @Test
    void aRelativeCacheHomeIsIgnoredAsItsSpecificationAsks() throws LoadFailure {
        assertEquals(
                Path.of("/home/jane/.cache/onednn4j"),
                PrivateDirectory.locate(
                        LINUX,
                        settings(
                                Map.of("user.home", "/home/jane"),
                                Map.of("XDG_CACHE_HOME", "caches"))));
    }

    @Test
    void theUsersOwnCacheDirectoryIsTakenAsItIs() throws LoadFailure {
        Map<String, String> home = Map.of("user.home", "/home/jane", "onednn4j.cache", "/mine");
        assertEquals(
                Path.of("/mine"),
                PrivateDirectory.locate(LINUX, settings(home, Map.of("ONEDNN4J_CACHE", "/other"))));
        assertEquals(
                Path.of("/other"),
                PrivateDirectory.locate(
                        LINUX,
                        settings(
                                Map.of("user.home", "/home/jane"),
                                Map.of("ONEDNN4J_CACHE", "/other"))));
    }

    @Test
    void aUserWithoutHomeIsToldWhatToSet() {
        LoadFailure failure =
                assertThrows(
                        LoadFailure.class,
                        () ->
                                PrivateDirectory.locate(
                                        LINUX, settings(Map.of("user.home", "?"), Map.of())));
        assertTrue(failure.reason().contains("user.home is '?'"), failure.reason());
        assertTrue(failure.reason().contains("onednn4j.cache"), failure.reason());
        assertTrue(failure.reason().contains("ONEDNN4J_CACHE"), failure.reason());
    }

    @Test
    void theWorkingDirectoryIsNeverSearched() {
        SystemDirectories directories =
                new SystemDirectories(
                        LINUX,
                        settings(
                                Map.of("java.library.path", "/one::./two:", "os.arch", "amd64"),
                                Map.of("LD_LIBRARY_PATH", "three:/four")));
        assertEquals(
                "/one, /four, /usr/local/lib64, /usr/local/lib, /usr/lib/x86_64-linux-gnu,"
                        + " /usr/lib64, /usr/lib",
                directories.toString());
    }
}
