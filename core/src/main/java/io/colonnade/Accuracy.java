package io.colonnade;

/** Which algorithms a plan may choose, by how they round. */
public enum Accuracy {
  /** Direct summation only: each result is a sum of its products, in some order. */
  STRICT,
  /**
   * Also algorithms that add before they multiply, such as Winograd's: fewer multiplications for
   * larger rounding errors. The choice is left to a backend only where its measured error stays
   * within four times that of direct summation.
   */
  FAST
}
