package io.colonnade.bench.peers.onednn;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * The OpenMP runtime that oneDNN was loaded with; its number of threads is the calling thread's.
 */
final class OpenMp {
  private static final NativeLibrary LIBRARY =
      NativeLibrary.getInstance(
          Path.of(Loader.load(dnnl.class)).resolveSibling("libgomp.so.1").toString());
  private static final Function SET = LIBRARY.getFunction("omp_set_num_threads");
  private static final Function GET = LIBRARY.getFunction("omp_get_max_threads");
  private static final Object[] NO_ARGUMENTS = {};

  private OpenMp() {}

  /** What the calling thread calls from now on runs on {@code threads} threads. */
  static void setThreads(int threads) {
    SET.invokeVoid(new Object[] {threads});
  }

  /** The threads of what the calling thread calls. */
  static int threads() {
    return GET.invokeInt(NO_ARGUMENTS);
  }
}
