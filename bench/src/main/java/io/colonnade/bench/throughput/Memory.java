package io.colonnade.bench.throughput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Memory of this process, as Linux tells it. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");
  private static final long KIB = 1024;

  private Memory() {}

  /** The most bytes that this process has held; 0 on other systems. */
  static long peakResidentBytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> KIB * Long.parseLong(NOT_DIGITS.matcher(line).replaceAll("")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(STATUS + ": cannot be read", e);
    }
  }
}
