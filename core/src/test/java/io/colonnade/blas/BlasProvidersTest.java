package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.NativeLibrary;
import dev.ludovic.netlib.blas.BLAS;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which library is had, by which request, in which circumstances. */
class BlasProvidersTest {

  @Test
  void nativeIsTheEmbeddedOpenBlasOnOneThread() {
    BlasReport report = Blas.of("native").report();
    assertEquals("native", report.asked());
    assertEquals("native", report.provider());
    assertEquals("dev.ludovic.netlib.blas.JNIBLAS", report.providerClass());
    BlasLibrary library = library(report);
    assertTrue(Files.isRegularFile(library.path()), library.path()::toString);
    assertEquals("0.3.31", library.version());
    assertNotNull(library.core());
    assertEquals(1, library.threads());
    assertEquals("openblas-0.3.31-" + library.core(), report.identity());
    assertNull(report.failure());
    assertEquals(BlasProviders.warnings(library, CoreType.ofThisMachine()), report.warnings());
  }

  @Test
  void javaNeedsNoLibrary() {
    BlasReport report = Blas.of("java").report();
    assertEquals("java", report.provider());
    assertNull(report.library());
    assertEquals("java-" + report.providerClass().replaceFirst(".*\\.", ""), report.identity());
    assertEquals(report.speed(), report.javaSpeed());
  }

  @Test
  void autoPrefersTheNativeLibrary() {
    Blas.of("java");
    BlasReport report = Blas.of("auto").report();
    assertEquals("auto", report.asked());
    assertEquals(Blas.of("native").identity(), report.identity());
  }

  @Test
  void providersAreMadeOnce() {
    assertSame(Blas.getDefault(), Blas.getDefault());
    assertSame(Blas.of("java"), Blas.of("java"));
    assertSame(Blas.of("native").report(), Blas.of("native").report());
  }

  @Test
  void pathOfTheBoundLibraryIsTheSameLibrary() {
    BlasReport report = Blas.of("native").report();
    String path = library(report).path().toString();
    assertEquals(path, Blas.of(path).report().asked());
    assertEquals(report.library(), Blas.of(path).report().library());
  }

  @Test
  void secondLibraryInOneProcessIsAnError(@TempDir Path folder) throws Exception {
    String bound = library(Blas.of("native").report()).path().toString();
    Path other = Files.createFile(folder.resolve("libother.so"));
    var e = assertThrows(BlasUnavailableException.class, () -> Blas.of(other.toString()));
    assertTrue(message(e).startsWith("provider=" + other + ": "), message(e));
    assertTrue(message(e).contains(bound), message(e));
    assertInstanceOf(IllegalStateException.class, e.getCause());
  }

  @Test
  void missingFileIsAnErrorWithItsCause() {
    var e = assertThrows(BlasUnavailableException.class, () -> Blas.of("/no/such/library"));
    assertTrue(message(e).startsWith("provider=/no/such/library: must be auto, "));
    assertInstanceOf(NoSuchFileException.class, e.getCause());
  }

  @Test
  void forcedDefaultThatIsNoLibraryIsAnErrorWithItsCause(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("libtext.so"), "no library");
    var result = ChildJvm.of(Failing.class).option("-Dcolonnade.blas=" + file).run();
    assertEquals(2, result.out().size(), result::toString);
    assertTrue(result.out().get(0).startsWith("provider=" + file + ": "), result::toString);
    assertTrue(result.out().get(0).contains("libtext.so"), result::toString);
    assertEquals("java.lang.UnsatisfiedLinkError", result.out().get(1));
  }

  @Test
  void libraryThatIsNoBlasIsAnError() throws Exception {
    String file = EmbeddedOpenBlas.unpack().get(0).toRealPath().toString();
    var result = ChildJvm.of(Failing.class).option("-Dcolonnade.blas=" + file).run();
    assertTrue(result.out().get(0).contains("is not a BLAS: it has no sgemm_"), result::toString);
  }

  @Test
  void forcedNativeWithoutNativesIsAnErrorWithItsCause() throws Exception {
    var result =
        ChildJvm.of(Failing.class)
            .without(ChildJvm.natives())
            .option("-Dcolonnade.blas=native")
            .run();
    assertTrue(result.out().get(0).contains("no " + ChildJvm.natives()), result::toString);
    assertEquals("java.io.FileNotFoundException", result.out().get(1));
  }

  @Test
  void autoWithoutNativesFallsBackToJavaWithOneWarning() throws Exception {
    var result = ChildJvm.of(Auto.class).without(ChildJvm.natives()).run();
    assertEquals(List.of("java-Java11BLAS", "1", "BlasUnavailableException"), result.out());
    List<String> warnings =
        result.err().stream().filter(line -> line.contains("runs in Java")).toList();
    assertEquals(1, warnings.size(), result::toString);
    for (String part : List.of("no " + ChildJvm.natives(), "16 times", "org.bytedeco:openblas")) {
      assertTrue(warnings.get(0).contains(part), part);
    }
  }

  @Test
  void autoWithNativesSaysNothing() throws Exception {
    var result = ChildJvm.of(Auto.class).run();
    var asked = ChildJvm.of(Auto.class).option("-Dcolonnade.blas=native").run();
    assertTrue(result.out().get(0).startsWith("openblas-0.3.31-"), result::toString);
    assertEquals(List.of("0", "null"), result.out().subList(1, 3));
    assertEquals(asked.out(), result.out());
    assertEquals(List.of(), result.err());
  }

  @Test
  void kernelsNamedInTheEnvironmentAreUsedAndReported() throws Exception {
    String core = ChildJvm.otherCore();
    var result = ChildJvm.of(Report.class).environment(CoreType.VARIABLE, core).run();
    assertEquals(core + ": OPENBLAS_CORETYPE=" + core + " in the environment", result.out().get(0));
    CpuInfo cpu = CpuInfo.ofThisMachine();
    if (cpu != null && cpu.hasAvx512()) {
      assertTrue(result.out().get(1).contains("at about half the speed"), result::toString);
    } else {
      assertEquals("[]", result.out().get(1));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void kernelsNamedByThePropertyAreUsedWhateverTheEnvironmentSays() throws Exception {
    String core = ChildJvm.otherCore();
    var result =
        ChildJvm.of(Report.class)
            .environment(CoreType.VARIABLE, "Generic")
            .option("-Dcolonnade.blas.coretype=" + core)
            .run();
    assertEquals(List.of(core + ": as colonnade.blas.coretype=" + core, "[]"), result.out());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void kernelsForcedBeforeLoadingAreUsedAndTheEnvironmentIsRestored() throws Exception {
    var result = ChildJvm.of(Forced.class).run();
    assertEquals(List.of(ChildJvm.otherCore() + ": by the test", "null"), result.out());
  }

  @Test
  void libraryThatOtherCodeBoundIsNotTakenForOurs() throws Exception {
    var result = ChildJvm.of(Foreign.class).option("-Dcolonnade.blas=native").run();
    assertTrue(
        result.out().get(0).contains("netlib has bound a native library before"), result::toString);
    assertEquals("java.lang.IllegalStateException", result.out().get(1));
  }

  @Test
  void netlibIsLeftAsItWasFound() {
    Blas.of("native");
    Blas.of("java");
    for (String key : List.of("nativeLibPath", "allowNative")) {
      assertNull(System.getProperty("dev.ludovic.netlib.blas." + key));
    }
    for (String type : List.of("JNIBLAS", "InstanceBuilder")) {
      var logger = java.util.logging.Logger.getLogger("dev.ludovic.netlib.blas." + type);
      assertNull(logger.getFilter());
      assertNull(logger.getLevel());
    }
  }

  private static BlasLibrary library(BlasReport report) {
    return Objects.requireNonNull(report.library());
  }

  private static String message(Throwable e) {
    return Objects.requireNonNull(e.getMessage());
  }

  /** Prints why the default cannot be had, and the type of the root cause. */
  static final class Failing {
    public static void main(String[] args) {
      print(assertThrows(BlasUnavailableException.class, Blas::getDefault));
    }

    static void print(BlasUnavailableException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      System.out.println(e.getMessage());
      System.out.println(root.getClass().getName());
    }
  }

  /** Prints what {@code auto} got, and what it had to say. */
  static final class Auto {
    public static void main(String[] args) {
      BlasReport report = Blas.of("auto").report();
      System.out.println(Blas.getDefault().identity());
      System.out.println(report.warnings().size());
      Throwable failure = report.failure();
      System.out.println(failure == null ? "null" : failure.getClass().getSimpleName());
    }
  }

  /** Prints which kernels run, why, and the warnings. */
  static final class Report {
    public static void main(String[] args) {
      BlasReport report = Blas.getDefault().report();
      BlasLibrary library = library(report);
      System.out.println(library.core() + ": " + library.coreReason());
      System.out.println(report.warnings());
    }
  }

  /** Forces kernels; prints those that run, and what is left in the process's environment. */
  static final class Forced {
    public static void main(String[] args) throws Exception {
      CoreType choice = new CoreType(ChildJvm.otherCore(), "by the test", false);
      BlasLibrary library = NativeLoader.load(EmbeddedOpenBlas.unpack(), choice);
      System.out.println(library.core() + ": " + library.coreReason());
      Object[] name = {CoreType.VARIABLE};
      System.out.println(
          NativeLibrary.getProcess().getFunction("getenv").invokeString(name, false));
    }
  }

  /** Has netlib bind a library by itself, before anybody asks for ours. */
  static final class Foreign {
    public static void main(String[] args) throws Exception {
      List<Path> files = EmbeddedOpenBlas.unpack();
      NativeLoader.load(files, CoreType.choose(null, null, "auto"));
      System.setProperty(
          "dev.ludovic.netlib.blas.nativeLibPath", files.get(files.size() - 1).toString());
      assertEquals("JNIBLAS", BLAS.getInstance().getClass().getSimpleName());
      Failing.main(args);
    }
  }
}
