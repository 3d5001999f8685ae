package io.colonnade.numeric;

/**
 * Which pairs of lines are multiplied for each of some targets: those from {@code start[j]} to
 * {@code start[j + 1]} for target j. Not copied, not to be changed.
 *
 * @param start where the pairs of each target start, and where the last one's end
 * @param left the first line of each pair
 * @param right the second line of each pair
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LinePairs(int[] start, int[] left, int[] right) {

  /** How many targets there are. */
  public int targets() {
    return start.length - 1;
  }
}
