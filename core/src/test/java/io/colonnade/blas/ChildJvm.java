package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;

/** A main class of the tests, run in a JVM of its own: in another environment, or from scratch. */
final class ChildJvm {

  /** One resource of everything that the class path consists of. */
  private static final List<String> RESOURCES =
      List.of(
          "io/colonnade/blas/Blas.class",
          "io/colonnade/blas/ChildJvm.class",
          "dev/ludovic/netlib/blas/BLAS.class",
          "org/netlib/util/booleanW.class",
          "com/sun/jna/Native.class",
          "org/bytedeco/javacpp/Loader.class",
          "org/junit/jupiter/api/Assertions.class",
          "org/junit/platform/commons/util/StringUtils.class",
          "org/opentest4j/AssertionFailedError.class",
          natives());

  private final List<String> options = new ArrayList<>();
  private final TreeMap<String, String> environment = new TreeMap<>();
  private final List<String> classPath = new ArrayList<>();
  private final String main;

  private ChildJvm(Class<?> main) {
    this.main = main.getName();
    options.add("--enable-native-access=ALL-UNNAMED");
    RESOURCES.forEach(resource -> classPath.add(rootOf(resource)));
  }

  /** What a child wrote before it ended well. */
  record Result(List<String> out, List<String> err) {}

  static ChildJvm of(Class<?> main) {
    return new ChildJvm(main);
  }

  /**
   * OpenBLAS kernels that run on any CPU of this architecture, and that it chooses on no new one.
   */
  static String otherCore() {
    return System.getProperty("os.arch").equals("aarch64") ? "ARMV8" : "Nehalem";
  }

  /** A resource of the OpenBLAS natives. */
  static String natives() {
    return EmbeddedOpenBlas.names(Loader.getPlatform()).get(0);
  }

  ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Leaves out what has {@code resource}. */
  ChildJvm without(String resource) {
    classPath.remove(rootOf(resource));
    return this;
  }

  /** Runs it; fails if it does. */
  Result run() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main));
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().remove(CoreType.VARIABLE);
      builder.environment().putAll(environment);
      int status =
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
      Result result = new Result(Files.readAllLines(out), Files.readAllLines(err));
      assertEquals(0, status, () -> main + " failed: " + result);
      return result;
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The directory or archive that holds {@code resource}. */
  private static String rootOf(String resource) {
    URL url =
        Objects.requireNonNull(ChildJvm.class.getClassLoader().getResource(resource), resource);
    String text = url.toString();
    String root = text.substring(0, text.length() - resource.length());
    String file = root.startsWith("jar:") ? root.substring(4, root.length() - 2) : root;
    return Path.of(URI.create(file)).toString();
  }
}
