package io.colonnade.bench.peers.netlib;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.colonnade.blas.Blas;
import io.colonnade.blas.BlasLibrary;
import java.util.Objects;

/**
 * netlib on OpenBLAS as it comes: kernels and threads are OpenBLAS's own. The process must not have
 * loaded a BLAS before.
 */
final class OpenBlas {
  private static final String CORE_TYPE = "colonnade.blas.coretype";
  private static final Object[] NO_ARGUMENTS = {};

  private static final Blas BLAS = load();
  private static final BlasLibrary FILE =
      Objects.requireNonNull(BLAS.report().library(), "library");
  private static final NativeLibrary LIBRARY = NativeLibrary.getInstance(FILE.path().toString());
  private static final Function SET = LIBRARY.getFunction("openblas_set_num_threads");
  private static final Function GET = LIBRARY.getFunction("openblas_get_num_threads");

  private OpenBlas() {}

  private static Blas load() {
    System.setProperty(CORE_TYPE, "off");
    Blas blas = Blas.of("native");
    BlasLibrary library = Objects.requireNonNull(blas.report().library(), "library");
    if (library.coreReason().startsWith("set before loading")) {
      throw new IllegalStateException(
          "%s=%s: netlib-plain needs a JVM in which no other backend has loaded OpenBLAS"
              .formatted(library.path(), library.core()));
    }
    return blas;
  }

  static Blas blas() {
    return BLAS;
  }

  static String identity() {
    return BLAS.identity();
  }

  /** Each product runs on {@code threads} threads from now on, in the whole process. */
  static synchronized void setThreads(int threads) {
    if (GET.invokeInt(NO_ARGUMENTS) != threads) {
      SET.invokeVoid(new Object[] {threads});
      int taken = GET.invokeInt(NO_ARGUMENTS);
      if (taken != threads) {
        throw new IllegalStateException("threads=%d: OpenBLAS uses %d".formatted(threads, taken));
      }
    }
  }
}
