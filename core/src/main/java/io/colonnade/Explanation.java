package io.colonnade;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a plan runs a pass as it does.
 *
 * @param pass the pass
 * @param algorithm the algorithm that was chosen
 * @param reason why
 * @param workspaceBytes scratch that one call uses, over all its threads
 * @param exactOnIntegers whether the result is exact where all sums of absolute values of products
 *     stay below 2²⁴ (f32) or 2⁵³ (f64) and all values are integers
 * @param others the algorithms that were not chosen, each with the reason
 */
public record Explanation(
    Pass pass,
    String algorithm,
    String reason,
    long workspaceBytes,
    boolean exactOnIntegers,
    List<Alternative> others) {

  /**
   * An algorithm that was not chosen.
   *
   * @param algorithm its name
   * @param applicable whether it could have run
   * @param reason why it could not, or what spoke for the other
   */
  public record Alternative(String algorithm, boolean applicable, String reason) {}

  /** Copies the list. */
  public Explanation {
    others = List.copyOf(others);
  }

  /** Several lines of text: the choice, then each alternative. */
  @Override
  public String toString() {
    return "%s: %s, %,d bytes of workspace: %s".formatted(pass, algorithm, workspaceBytes, reason)
        + others.stream()
            .map(
                o ->
                    "%n  %s %s: %s"
                        .formatted(
                            o.algorithm(),
                            o.applicable() ? "applies" : "does not apply",
                            o.reason()))
            .collect(Collectors.joining());
  }
}
