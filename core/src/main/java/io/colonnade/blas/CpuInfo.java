package io.colonnade.blas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An x86-64 CPU as Linux describes it in {@code /proc/cpuinfo}. Linux lists a vector extension only
 * if it saves its registers too, so what is listed can be used.
 *
 * @param vendor the CPUID vendor string, such as {@code AuthenticAMD}
 * @param family family, extended family included
 * @param model model, extended model included
 * @param flags the features, in Linux's spelling
 */
record CpuInfo(String vendor, int family, int model, Set<String> flags) {
  private static final Path SOURCE = Path.of("/proc/cpuinfo");

  /**
   * The extensions that compilers use for the Skylake-X generation, OpenBLAS's {@code SkylakeX}.
   */
  private static final Set<String> AVX512 =
      Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

  /** The CPU of this machine, or {@code null} where it is no x86-64 or the system is not Linux. */
  static @Nullable CpuInfo ofThisMachine() {
    if (!Files.isReadable(SOURCE)) {
      return null;
    }
    try {
      return parse(Files.readString(SOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first CPU in {@code text}, or {@code null} if that does not describe an x86-64. */
  static @Nullable CpuInfo parse(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        fields.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    if (!fields.keySet().containsAll(List.of("vendor_id", "cpu family", "model", "flags"))) {
      return null;
    }
    return new CpuInfo(
        fields.getOrDefault("vendor_id", ""),
        Integer.parseInt(fields.getOrDefault("cpu family", "")),
        Integer.parseInt(fields.getOrDefault("model", "")),
        Set.copyOf(List.of(fields.getOrDefault("flags", "").split(" +"))));
  }

  /** Whether kernels for AVX-512 of the Skylake-X generation run here. */
  boolean hasAvx512() {
    return flags.containsAll(AVX512);
  }

  @Override
  public String toString() {
    return "%s family %d model %d".formatted(vendor, family, model);
  }
}
