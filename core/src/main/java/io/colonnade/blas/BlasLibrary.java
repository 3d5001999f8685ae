package io.colonnade.blas;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A native BLAS as it was loaded.
 *
 * @param path the file
 * @param config OpenBLAS's version and build options, or {@code null} if it is not OpenBLAS
 * @param core the kernels that OpenBLAS runs, such as {@code SkylakeX}, or {@code null}
 * @param coreReason who chose them, and why
 * @param threads threads that one call uses, 1 in OpenBLAS, or {@code null} if it cannot be known
 */
public record BlasLibrary(
    Path path,
    @Nullable String config,
    @Nullable String core,
    String coreReason,
    @Nullable Integer threads) {
  private static final Pattern VERSION = Pattern.compile("OpenBLAS (\\S+)");

  /** The version of OpenBLAS, such as {@code 0.3.31}, or {@code null}. */
  public @Nullable String version() {
    Matcher matcher = VERSION.matcher(config == null ? "" : config);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** Library, version and kernels in one word; the file's name where it is not OpenBLAS. */
  String identity() {
    String version = version();
    return version == null
        ? "native-" + path.getFileName().toString().toLowerCase(Locale.ROOT)
        : "openblas-" + version + "-" + core;
  }
}
