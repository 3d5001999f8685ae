package io.colonnade.blas;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads native libraries ahead of netlib, so that they can be told how to run. */
final class NativeLoader {
  private static final Object[] NO_ARGUMENTS = {};

  /** JNA unloads a library that nobody refers to any more. */
  private static final List<NativeLibrary> LOADED = new ArrayList<>();

  private NativeLoader() {}

  /**
   * Loads {@code files} in order, the last being the BLAS, and holds that to one thread a call. The
   * process's environment is as before when this returns.
   *
   * @throws IllegalStateException if one cannot be loaded, or the last is not a BLAS
   */
  static synchronized BlasLibrary load(List<Path> files, CoreType coreType) {
    Path path = files.get(files.size() - 1);
    NativeLibrary blas = open(files, coreType.forced());
    for (String symbol : List.of("sgemm_", "dgemm_")) {
      if (find(blas, symbol) == null) {
        throw new IllegalStateException(path + " is not a BLAS: it has no " + symbol);
      }
    }
    Function config = find(blas, "openblas_get_config");
    Function core = find(blas, "openblas_get_corename");
    return new BlasLibrary(
        path,
        config == null ? null : config.invokeString(NO_ARGUMENTS, false),
        core == null ? null : core.invokeString(NO_ARGUMENTS, false),
        core == null ? "not OpenBLAS" : coreType.reason(),
        holdThreads(blas));
  }

  private static NativeLibrary open(List<Path> files, @Nullable String coreType) {
    String before = System.getenv(CoreType.VARIABLE);
    if (coreType != null) {
      setVariable(coreType);
    }
    try {
      for (Path file : files) {
        LOADED.add(open(file));
      }
    } finally {
      if (coreType != null) {
        setVariable(before);
      }
    }
    return LOADED.get(LOADED.size() - 1);
  }

  /** Does nothing where a process cannot be told so, as on Windows. */
  private static void setVariable(@Nullable String value) {
    NativeLibrary process = NativeLibrary.getProcess();
    Function set = find(process, value == null ? "unsetenv" : "setenv");
    if (set != null) {
      set.invokeInt(
          value == null
              ? new Object[] {CoreType.VARIABLE}
              : new Object[] {CoreType.VARIABLE, value, 1});
    }
  }

  private static NativeLibrary open(Path file) {
    try {
      return NativeLibrary.getInstance(file.toString());
    } catch (UnsatisfiedLinkError e) {
      // JNA's own message goes on to list the class path.
      String reason = e.getSuppressed().length > 0 ? e.getSuppressed()[0].getMessage() : "" + file;
      throw new IllegalStateException("cannot load " + reason, e);
    }
  }

  /**
   * OpenBLAS's own threads would fight with those that call it. The threads of one call afterwards,
   * or {@code null} if the library is not OpenBLAS.
   */
  private static @Nullable Integer holdThreads(NativeLibrary blas) {
    Function set = find(blas, "openblas_set_num_threads");
    Function get = find(blas, "openblas_get_num_threads");
    if (set == null || get == null) {
      return null;
    }
    set.invokeVoid(new Object[] {1});
    return get.invokeInt(NO_ARGUMENTS);
  }

  private static @Nullable Function find(NativeLibrary library, String symbol) {
    try {
      return library.getFunction(symbol);
    } catch (UnsatisfiedLinkError e) {
      return null;
    }
  }
}
