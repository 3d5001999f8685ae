package io.colonnade.bench.peers.nd4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's three numbers of threads: of its operations, of its BLAS, and of OpenMP. */
final class Nd4jThreads {
  private Nd4jThreads() {}

  static void set(int threads) {
    if (Nd4j.getEnvironment().maxMasterThreads() != threads) {
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
    }
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    if (Nd4j.factory().blas().getMaxThreads() != threads) {
      Nd4j.factory().blas().setMaxThreads(threads);
    }
  }

  /** The most that one of them allows. */
  static int get() {
    return Math.max(
        Nd4j.getEnvironment().maxMasterThreads(), Nd4j.factory().blas().getMaxThreads());
  }
}
