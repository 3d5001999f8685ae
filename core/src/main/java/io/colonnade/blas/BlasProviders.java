package io.colonnade.blas;

import dev.ludovic.netlib.blas.BLAS;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The providers behind {@link Blas#of}, each made once, and the process's one native library. */
final class BlasProviders {
  private static final String PROPERTY = "colonnade.blas";
  private static final String AUTO = "auto";
  private static final String NATIVE = "native";
  private static final String JAVA = "java";

  private static final System.Logger LOG = System.getLogger("io.colonnade.blas");
  private static final Map<String, Blas> MADE = new HashMap<>();
  private static @Nullable Blas processDefault;
  private static @Nullable Bound bound;

  /** A native library, netlib on top of it, and what had to be said about it. */
  private record Bound(BlasLibrary library, BLAS netlib, List<String> warnings) {}

  private BlasProviders() {}

  static synchronized Blas getDefault() {
    if (processDefault == null) {
      processDefault = of(System.getProperty(PROPERTY, AUTO));
    }
    return processDefault;
  }

  static synchronized Blas of(String provider) {
    Blas blas = MADE.get(provider);
    if (blas == null) {
      blas = make(provider);
      MADE.put(provider, blas);
    }
    return blas;
  }

  private static Blas make(String provider) {
    return switch (provider) {
      case JAVA -> inJava(JAVA, null, List.of());
      case AUTO -> auto();
      case NATIVE -> onLibrary(NATIVE, embedded());
      default ->
          onLibrary(
              provider,
              bind(
                  "provider=%s: must be auto, native, java or the path of a BLAS that can be loaded"
                      .formatted(provider),
                  () -> List.of(Path.of(provider).toRealPath())));
    };
  }

  private static Blas auto() {
    try {
      return onLibrary(AUTO, bound == null ? embedded() : bound);
    } catch (BlasUnavailableException e) {
      String warning = fallbackWarning(e);
      LOG.log(System.Logger.Level.WARNING, warning);
      return inJava(AUTO, e, List.of(warning));
    }
  }

  private static String fallbackWarning(BlasUnavailableException cause) {
    return """
        no native BLAS: matrix multiplication runs in Java, some 3 to 16 times slower. \
        Cause: %s. \
        Remedy: add %s, to the class path, or name a library by -D%s=PATH; \
        --add-modules jdk.incubator.vector makes the Java code faster, and -D%s=java accepts it"""
        .formatted(cause.getMessage(), EmbeddedOpenBlas.artifact(), PROPERTY, PROPERTY);
  }

  private static Bound embedded() {
    return bind("provider=native: OpenBLAS cannot be loaded", EmbeddedOpenBlas::unpack);
  }

  private static Bound bind(String failure, Callable<List<Path>> files) {
    CoreType coreType = CoreType.ofThisMachine();
    try {
      List<Path> paths = files.call();
      Path path = paths.get(paths.size() - 1);
      if (bound == null) {
        BlasLibrary library = NativeLoader.load(paths, coreType);
        BLAS netlib = Netlib.nativeOn(path);
        check(netlib);
        bound = new Bound(library, netlib, warnings(library, coreType));
        bound.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
      } else if (!bound.library().path().equals(path)) {
        throw new IllegalStateException(
            "this process holds %s already, and netlib cannot hold a second library"
                .formatted(bound.library().path()));
      }
      return bound;
    } catch (Exception | LinkageError e) {
      throw new BlasUnavailableException(failure + ": " + e, e);
    }
  }

  /** One product: a library whose integers are of another size, for one, gets it wrong. */
  private static void check(BLAS netlib) {
    float[] f32 = {Float.NaN};
    netlib.sgemm("N", "N", 1, 1, 2, 1, new float[] {2, 3}, 1, new float[] {5, 7}, 2, 0, f32, 1);
    double[] f64 = {Double.NaN};
    netlib.dgemm("N", "N", 1, 1, 2, 1, new double[] {2, 3}, 1, new double[] {5, 7}, 2, 0, f64, 1);
    if (f32[0] != 31 || f64[0] != 31) {
      throw new IllegalStateException("its sgemm or dgemm computes something else");
    }
  }

  /** What is to be said of a library that does not run as it should. */
  static List<String> warnings(BlasLibrary library, CoreType coreType) {
    List<String> warnings = new ArrayList<>();
    String core = library.core();
    if (core != null && coreType.disappointedBy(core)) {
      warnings.add(
          """
          OpenBLAS runs its %s kernels on a CPU that has AVX-512, at about half the speed (%s). \
          Remedy: start the JVM with -D%s=%s, or with %s=%s in its environment"""
              .formatted(
                  core,
                  coreType.reason(),
                  CoreType.PROPERTY,
                  CoreType.AVX512_CORE,
                  CoreType.VARIABLE,
                  CoreType.AVX512_CORE));
    } else if (core != null && coreType.isRefusedBy(core)) {
      warnings.add(
          """
          OpenBLAS runs its %s kernels, not %s (%s): it does not have those, or cannot be told so \
          on this system. Remedy: name some that it has, or set %s in the JVM's environment"""
              .formatted(core, coreType.forced(), coreType.reason(), CoreType.VARIABLE));
    }
    if (library.threads() != null && library.threads() != 1) {
      warnings.add(
          """
          OpenBLAS uses %d threads for each call, though it was told to use 1; they will fight with \
          those that call it. Remedy: start the JVM with OPENBLAS_NUM_THREADS=1 in its environment"""
              .formatted(library.threads()));
    }
    return warnings;
  }

  private static Blas onLibrary(String asked, Bound bound) {
    BlasLibrary library = bound.library();
    return make(asked, NATIVE, bound.netlib(), library.identity(), library, null, bound.warnings());
  }

  private static Blas inJava(
      String asked, @Nullable BlasUnavailableException failure, List<String> warnings) {
    BLAS netlib = Netlib.java();
    String identity = JAVA + "-" + netlib.getClass().getSimpleName();
    return make(asked, JAVA, netlib, identity, null, failure, warnings);
  }

  private static Blas make(
      String asked,
      String provider,
      BLAS netlib,
      String identity,
      @Nullable BlasLibrary library,
      @Nullable Throwable failure,
      List<String> warnings) {
    return new NetlibBlas(
        netlib,
        identity,
        blas -> {
          BlasSpeed speed = library == null ? BlasSpeed.ofJava(blas) : BlasSpeed.ofNative(blas);
          return new BlasReport(
              asked,
              provider,
              netlib.getClass().getName(),
              identity,
              library,
              failure,
              warnings,
              speed,
              library == null ? speed : BlasSpeed.ofJava(of(JAVA)));
        });
  }
}
