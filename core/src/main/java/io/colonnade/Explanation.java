package io.colonnade;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a plan runs a pass as it does.
 *
 * @param pass the pass
 * @param algorithm the algorithm that was chosen
 * @param reason why
 * @param workspaceBytes scratch that one call uses, over all its threads, without what threads
 *     borrow from pools, which all plans share: the lines of {@code lines} (up to 4 MiB each) and
 *     of the Winograd algorithms (120 KiB), and the stage of im2col (24 KiB, f64 48)
 * @param preparedBytes what {@linkplain ConvolutionPlan#prepare prepared filters} take; a call
 *     without them has as much more workspace, 0 where the filters are read as they are
 * @param expectedNanos the expected time of one call in nanoseconds, that of preparing the filters
 *     included unless the options say that they come prepared; NaN where there is no estimate
 * @param exactOnIntegers whether the result is exact where all sums of absolute values of products
 *     stay below 2²⁴ (f32) or 2⁵³ (f64) and all values are integers
 * @param errorBound how far results may be from the exact ones where that is not so; {@code null}
 *     for direct summation, whose error is that of a sum of products in some order
 * @param others the algorithms that were not chosen, each with the reason
 */
public record Explanation(
    Pass pass,
    String algorithm,
    String reason,
    long workspaceBytes,
    long preparedBytes,
    double expectedNanos,
    boolean exactOnIntegers,
    @Nullable ErrorBound errorBound,
    List<Alternative> others) {

  /**
   * An algorithm that was not chosen.
   *
   * @param algorithm its name
   * @param applicable whether it could have run
   * @param expectedNanos the expected time of one call in nanoseconds; NaN where there is none
   * @param reason why it could not, or what spoke for the other
   */
  public record Alternative(
      String algorithm, boolean applicable, double expectedNanos, String reason) {

    /** An alternative without an estimate of its time. */
    public Alternative(String algorithm, boolean applicable, String reason) {
      this(algorithm, applicable, Double.NaN, reason);
    }
  }

  /** Copies the list, and wants a bound of what is not exact. */
  public Explanation {
    if (exactOnIntegers != (errorBound == null)) {
      throw new IllegalArgumentException(
          "exactOnIntegers=%b, errorBound=%s: one or the other"
              .formatted(exactOnIntegers, errorBound));
    }
    others = List.copyOf(others);
  }

  /** An explanation of direct summation that prepares nothing and has no estimate of its time. */
  public Explanation(
      Pass pass,
      String algorithm,
      String reason,
      long workspaceBytes,
      boolean exactOnIntegers,
      List<Alternative> others) {
    this(pass, algorithm, reason, workspaceBytes, 0, Double.NaN, exactOnIntegers, null, others);
  }

  /** Several lines of text: the choice, then each alternative. */
  @Override
  public String toString() {
    return "%s: %s, %,d bytes of workspace%s%s: %s"
            .formatted(
                pass,
                algorithm,
                workspaceBytes,
                preparedBytes == 0 ? "" : ", %,d of prepared filters".formatted(preparedBytes),
                time(expectedNanos),
                reason)
        + others.stream()
            .map(
                o ->
                    "%n  %s %s%s: %s"
                        .formatted(
                            o.algorithm(),
                            o.applicable() ? "applies" : "does not apply",
                            time(o.expectedNanos()),
                            o.reason()))
            .collect(Collectors.joining());
  }

  private static String time(double nanos) {
    return Double.isNaN(nanos) ? "" : ", about %.3g ms".formatted(nanos / 1e6);
  }
}
