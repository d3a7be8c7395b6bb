package dev.onednn4j.fuzz.calls;

import dev.onednn4j.Engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The public API, found by looking at the classes: what is added to it is called, too.
final class Api {
    /// Those that the module exports.
    private static final List<String> PACKAGES = List.of("dev/onednn4j", "dev/onednn4j/op");

    private static final String SUFFIX = ".class";

    /// Folders of the library that no user sees.
    private static final String INSIDE = "(capi|internal|op)/.*";

    private static final List<Member> MEMBERS = find();
    private static final Map<String, Member> NAMED = new ConcurrentHashMap<>();

    /// Does something with a folder of classes.
    private interface Look {
        List<Class<?>> at(Path root) throws IOException;
    }

    private Api() {}

    /// All public methods and constructors, in an order that is always the same.
    static List<Member> members() {
        return MEMBERS;
    }

    private static List<Member> find() {
        List<Member> members = new ArrayList<>();
        for (Class<?> each : classes()) {
            List<Executable> own = new ArrayList<>();
            own.addAll(Arrays.asList(each.getDeclaredConstructors()));
            own.addAll(Arrays.asList(each.getDeclaredMethods()));
            own.stream()
                    .filter(executable -> isCalled(each, executable))
                    .sorted(Comparator.comparing(Executable::toGenericString))
                    .map(Member::new)
                    .forEach(members::add);
        }
        return List.copyOf(members);
    }

    private static boolean isCalled(Class<?> owner, Executable executable) {
        boolean isBridge = executable instanceof Method method && method.isBridge();
        boolean isFromEnum = owner.isEnum() && executable.getName().startsWith("value");
        boolean makesNone =
                executable instanceof Constructor && Modifier.isAbstract(owner.getModifiers());
        return Modifier.isPublic(executable.getModifiers())
                && !isBridge
                && !executable.isSynthetic()
                && !isFromEnum
                && !makesNone;
    }

    /// The public classes of the package that users see.
    private static List<Class<?>> classes() {
        return at(Api::classes);
    }

    /// Looks at the place that the library is loaded from.
    private static List<Class<?>> at(Look look) {
        try {
            URI place = Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            if (Files.isDirectory(Path.of(place))) {
                return look.at(Path.of(place));
            }
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
                return look.at(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Class<?>> classes(Path root) throws IOException {
        List<Class<?>> classes = new ArrayList<>();
        for (String folder : PACKAGES) {
            if (!Files.exists(root.resolve(folder))) {
                continue;
            }
            try (Stream<Path> files = Files.list(root.resolve(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(SUFFIX) && !name.contains("-"))
                        .sorted()
                        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                        .map(name -> load(folder.replace('/', '.') + "." + name))
                        .filter(Api::isVisible)
                        .forEach(classes::add);
            }
        }
        return classes;
    }

    /// Initializes all classes of the library: a class that is not initialized because the stack
    /// ends is never initialized again.
    static void initialize() {
        at(Api::initialize);
    }

    private static List<Class<?>> initialize(Path root) throws IOException {
        Path library = root.resolve(PACKAGES.getFirst());
        try (Stream<Path> files = Files.walk(library)) {
            List<String> names =
                    files.map(file -> library.relativize(file).toString())
                            .filter(name -> name.endsWith(SUFFIX) && !name.contains("-info"))
                            .filter(name -> !name.contains("/") || name.matches(INSIDE))
                            .filter(name -> !name.contains("Test"))
                            .toList();
            for (String name : names) {
                String path = "dev.onednn4j." + name.replace('/', '.');
                Class.forName(path.substring(0, path.length() - SUFFIX.length()));
            }
            return List.of();
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Engine.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Classes of tests may lie in the same folder.
    private static boolean isVisible(Class<?> each) {
        return Modifier.isPublic(each.getModifiers())
                && !each.isAnonymousClass()
                && !each.isLocalClass()
                && each.getProtectionDomain().equals(Engine.class.getProtectionDomain())
                && !isTest(each)
                && (each.getEnclosingClass() == null || isVisible(each.getEnclosingClass()));
    }

    private static boolean isTest(Class<?> each) {
        return Set.of("ChildJvm", "LeakCheck", "Thrown").contains(each.getSimpleName());
    }

    /// A method by its name and operands.
    static Member method(Class<?> owner, String name, boolean isStatic, List<Operand> operands) {
        String key =
                owner.getName() + name + isStatic + operands.stream().map(Operand::type).toList();
        return NAMED.computeIfAbsent(key, _ -> look(owner, name, isStatic, operands));
    }

    private static Member look(
            Class<?> owner, String name, boolean isStatic, List<Operand> operands) {
        return MEMBERS.stream()
                .filter(
                        member ->
                                member.executable() instanceof Method method
                                        && method.getName().equals(name)
                                        && member.isStatic() == isStatic
                                        && member.executable()
                                                .getDeclaringClass()
                                                .isAssignableFrom(owner)
                                        && fits(method.getParameterTypes(), operands))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no method "
                                                + owner.getSimpleName()
                                                + "."
                                                + name
                                                + " for "
                                                + operands));
    }

    private static boolean fits(Class<?>[] parameters, List<Operand> operands) {
        if (parameters.length != operands.size()) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            if (!parameters[i].isAssignableFrom(operands.get(i).type())) {
                return false;
            }
        }
        return true;
    }
}
