package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlasReportTest {
  private static final BlasLibrary OPENBLAS =
      new BlasLibrary(
          Path.of("/home/user/.javacpp/cache/openblas.jar/org/bytedeco/openblas/libopenblas.so.0"),
          "OpenBLAS 0.3.31 DYNAMIC_ARCH NO_AFFINITY SkylakeX MAX_THREADS=64",
          "SkylakeX",
          "set before loading, for OpenBLAS does not know this CPU, which has AVX-512",
          1);

  private static final BlasLibrary OTHER =
      new BlasLibrary(Path.of("/usr/lib/libBLAS.so.3"), null, null, "not OpenBLAS", null);

  private static BlasReport report(BlasLibrary library, BlasSpeed speed) {
    return new BlasReport(
        "auto",
        "native",
        "dev.ludovic.netlib.blas.JNIBLAS",
        library.identity(),
        library,
        null,
        List.of("something to be said that is rather long, so long that it does not fit a line"),
        speed,
        new BlasSpeed(14, 7));
  }

  @Test
  void textHoldsEveryFactIn80Columns() {
    String text = report(OPENBLAS, new BlasSpeed(230, 115)).toString();
    text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    String joined = text.replaceAll("(?<=/)\\n +", "").replaceAll("\\s+", " ");
    for (String fact :
        List.of(
            "BLAS openblas-0.3.31-SkylakeX",
            "provider native, asked for: auto",
            "class dev.ludovic.netlib.blas.JNIBLAS",
            "library " + OPENBLAS.path(),
            "version OpenBLAS 0.3.31 DYNAMIC_ARCH NO_AFFINITY SkylakeX MAX_THREADS=64",
            "core SkylakeX: set before loading, for OpenBLAS does not know this CPU,",
            "threads 1 a call",
            "warning something to be said that is rather long, so long that it does not fit",
            "self-test f32 230.0 GFLOP/s, f64 115.0 GFLOP/s; in Java 14.0 and 7.0")) {
      assertTrue(joined.contains(fact), () -> fact + " in\n" + text);
    }
    assertFalse(joined.contains("suspiciously"), text);
  }

  @Test
  void libraryThatIsNotOpenBlasLeavesTheThreadsToTheUser() {
    String text = report(OTHER, new BlasSpeed(230, 115)).toString().replaceAll("\\s+", " ");
    for (String fact :
        List.of(
            "BLAS native-libblas.so.3",
            "version unknown",
            "core unknown: not OpenBLAS",
            "threads unknown",
            "MKL_NUM_THREADS",
            "BLIS_NUM_THREADS")) {
      assertTrue(text.contains(fact), () -> fact + " in " + text);
    }
  }

  @Test
  void nativeLibraryOnAParWithJavaIsSuspicious() {
    assertTrue(report(OTHER, new BlasSpeed(15, 100)).isSuspiciouslySlow());
    assertTrue(report(OTHER, new BlasSpeed(100, 7)).isSuspiciouslySlow());
    assertFalse(report(OTHER, new BlasSpeed(28, 14)).isSuspiciouslySlow());
    String text = report(OTHER, new BlasSpeed(15, 100)).toString();
    assertTrue(text.contains("suspiciously slow"), text);
  }

  @Test
  void kernelsWithoutAvx512AreWarnedOfWhereTheCpuHasIt() {
    CoreType expecting = CoreType.choose(Cpus.parse(Cpus.ZEN_5), null, "off");
    BlasLibrary haswell = new BlasLibrary(Path.of("lib"), "OpenBLAS 0.3.31", "Haswell", "", 1);
    List<String> warnings = BlasProviders.warnings(haswell, expecting);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("Haswell kernels"), warnings::toString);
    assertTrue(warnings.get(0).contains("OPENBLAS_CORETYPE=SkylakeX"), warnings::toString);
    assertTrue(warnings.get(0).contains("-Dcolonnade.blas.coretype=SkylakeX"), warnings::toString);
    assertEquals(List.of(), BlasProviders.warnings(OPENBLAS, expecting));
  }

  @Test
  void aCoreThatOpenBlasDoesNotHaveIsWarnedOf() {
    CoreType named = CoreType.choose(Cpus.parse(Cpus.ZEN_5), null, "Skylark");
    List<String> warnings = BlasProviders.warnings(OPENBLAS, named);
    assertEquals(1, warnings.size());
    for (String part : List.of("SkylakeX kernels, not Skylark", "coretype=Skylark")) {
      assertTrue(warnings.get(0).contains(part), warnings::toString);
    }
    CoreType other = CoreType.choose(Cpus.parse(Cpus.ZEN_5), "Haswell", "skylakex");
    assertEquals(List.of(), BlasProviders.warnings(OPENBLAS, other));
    CoreType automatic = CoreType.choose(Cpus.parse(Cpus.ZEN_5), null, "auto");
    BlasLibrary haswell = new BlasLibrary(Path.of("lib"), "OpenBLAS 0.3.31", "Haswell", "", 1);
    List<String> one = BlasProviders.warnings(haswell, automatic);
    assertEquals(1, one.size());
    assertTrue(one.get(0).contains("at about half the speed"), one::toString);
  }

  @Test
  void threadsThatCannotBeHeldAreWarnedOf() {
    CoreType any = CoreType.choose(null, null, "auto");
    BlasLibrary many = new BlasLibrary(Path.of("lib"), "OpenBLAS 0.3.31", "Zen", "", 2);
    List<String> warnings = BlasProviders.warnings(many, any);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("OPENBLAS_NUM_THREADS=1"), warnings::toString);
    assertEquals(List.of(), BlasProviders.warnings(OTHER, any));
  }
}
