package io.colonnade.blas;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which BLAS runs, how it came to be, and how fast it is.
 *
 * @param asked the provider that was asked for: {@code auto}, {@code native}, {@code java} or a
 *     path
 * @param provider what it turned out to be: {@code native} or {@code java}
 * @param providerClass netlib's class
 * @param identity see {@link Blas#identity()}
 * @param library the native library, or {@code null} in Java
 * @param failure why {@code auto} did not get a native library, or {@code null}; its message is in
 *     the warning too
 * @param warnings what was logged as it was chosen
 * @param speed the self-test
 * @param javaSpeed the same self-test of netlib's Java code, next to it
 */
public record BlasReport(
    String asked,
    String provider,
    String providerClass,
    String identity,
    @Nullable BlasLibrary library,
    @Nullable Throwable failure,
    List<String> warnings,
    BlasSpeed speed,
    BlasSpeed javaSpeed) {
  private static final int WIDTH = 80;
  private static final int INDENT = 11;
  private static final String UNKNOWN = "unknown";

  /** Lines may be broken after a space or a separator of a path. */
  private static final Pattern BREAK = Pattern.compile("(?<=[ /\\\\])");

  /** Copies the list. */
  public BlasReport {
    warnings = List.copyOf(warnings);
  }

  /**
   * Whether a native library is no faster to speak of than Java, as a reference BLAS is that a
   * system has installed: netlib calls both native.
   */
  public boolean isSuspiciouslySlow() {
    return library != null && speed.hardlyFasterThan(javaSpeed);
  }

  /** Several lines of text, at most 80 columns wide, without a line break at the end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, "BLAS", identity);
    append(text, "provider", "%s, asked for: %s".formatted(provider, asked));
    append(text, "class", providerClass);
    if (library != null) {
      append(text, "library", library.path().toString());
      append(text, "version", Objects.requireNonNullElse(library.config(), UNKNOWN));
      append(
          text,
          "core",
          Objects.requireNonNullElse(library.core(), UNKNOWN) + ": " + library.coreReason());
      append(text, "threads", threads(library));
    }
    warnings.forEach(warning -> append(text, "warning", warning));
    append(text, "self-test", selfTest());
    return text.toString().stripTrailing();
  }

  private static String threads(BlasLibrary library) {
    return library.threads() == null
        ? "unknown, as this is not OpenBLAS; hold them at 1 by its own variable before the JVM starts:"
            + " MKL_NUM_THREADS, BLIS_NUM_THREADS, VECLIB_MAXIMUM_THREADS or OMP_NUM_THREADS"
        : library.threads() + " a call";
  }

  private String selfTest() {
    String speeds = "f32 %.1f GFLOP/s, f64 %.1f GFLOP/s".formatted(speed.f32(), speed.f64());
    if (library == null) {
      return speeds;
    }
    return speeds
        + "; in Java %.1f and %.1f".formatted(javaSpeed.f32(), javaSpeed.f64())
        + (isSuspiciouslySlow() ? ": suspiciously slow, like a reference BLAS" : "");
  }

  private static void append(StringBuilder text, String label, String value) {
    StringBuilder line = new StringBuilder(("%-" + INDENT + "s").formatted(label));
    for (String word : BREAK.splitAsStream(value).toList()) {
      if (line.length() + word.stripTrailing().length() > WIDTH && line.length() > INDENT) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(INDENT));
      }
      line.append(word);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
