package io.colonnade.gemm.pass;

import io.colonnade.DataType;

/**
 * What the steps of a pass cost on one thread, in nanoseconds: the model by which algorithms are
 * compared. Rates are of one kind of CPU; what matters is how they compare.
 *
 * @param multiplyAdd a multiplication and addition of a large matrix product
 * @param call a call of the BLAS
 * @param element an element read and written again, in the cache, by a vectorised loop
 * @param run a run of such elements, however short
 */
public record Costs(double multiplyAdd, double call, double element, double run) {
  /** How much longer it takes to read an element a step from the one before. */
  private static final double GATHERED = 2.5;

  /** By how much longer a product of one row takes if it is packed. */
  private static final double PACKED = 25;

  /** By how much longer a sum of one term takes if it is not. */
  private static final double SUMMED = 40;

  /** How much longer it takes to clear an element among others. */
  private static final double CLEARED = 4;

  /** The most elements that are in the L2 cache still when a product reads them again. */
  private static final double CACHED = 1 << 18;

  /** How much longer an element of others delays a product. */
  private static final double STREAMED = 0.75;

  /** The part of its time that a product saves which reads its vectors from whole lines. */
  private static final double ON_LINES = 0.1;

  /** Sums of fewer terms than these are a matter of writing the results. */
  private static final double SHORT = 16;

  private static final Costs NATIVE = new Costs(0.0125, 120, 0.15, 4);
  private static final Costs JAVA = new Costs(0.1, 50, 0.15, 4);

  /** The costs on the BLAS with this identity. */
  public static Costs of(String blasIdentity, DataType<?> type) {
    Costs costs =
        blasIdentity.toLowerCase(java.util.Locale.ROOT).startsWith("java") ? JAVA : NATIVE;
    return type == DataType.FLOAT32
        ? costs
        : new Costs(2 * costs.multiplyAdd, costs.call, 2 * costs.element, costs.run);
  }

  /** The matrix product of m × k and k × n. */
  public double gemm(double m, double n, double k) {
    return call + multiplyAdd * m * n * k * (1 + 2.5 / m + 8 / n + 5 / k);
  }

  /** The same where the rows of the second matrix start on lines of the cache. */
  public double gemmOnLines(double m, double n, double k) {
    double read = multiplyAdd * m * n * Math.max(0, k - SHORT);
    return gemm(m, n, k) - ON_LINES * read;
  }

  /** The same turned over: with rows of the first matrix on lines, and its results turned back. */
  public double gemmTurned(double m, double n, double k) {
    return gemmOnLines(n, m, k) + 2 * element * m * n;
  }

  /** The same of two matrices whose terms lie side by side, by a library that packs them or not. */
  public double gemmSums(GemmBlocks blocks, double m, double n, double k) {
    if (blocks.product() == 0) {
      return gemm(m, n, k);
    }
    int few = (int) Math.ceil(Math.min(m, n));
    boolean packed = blocks.takesSumsWhole(few, (int) Math.ceil(Math.max(m, n)), (int) k);
    return gemm(m, n, k) * (packed ? 1 + PACKED / few : 1 + SUMMED / k);
  }

  /** What it adds to a product if its filters, of so many elements, come from beyond the cache. */
  public double streamed(double elements) {
    return streamed(elements, elements);
  }

  /** What it adds to reading some elements of so many if those come from beyond the cache. */
  public double streamed(double elements, double all) {
    return areCached(all) ? 0 : STREAMED * element * elements;
  }

  /** Whether so many elements stay in the L2 cache. */
  public boolean areCached(double elements) {
    return elements <= CACHED;
  }

  /** The fewest parts of {@code elements} that stay in the L2 cache. */
  public long cachedParts(long elements) {
    return (long) Math.max(1, Math.ceil(elements / CACHED));
  }

  /** {@code elements} copied or added in runs of {@code runLength}. */
  public double moved(double elements, double runLength) {
    return elements * (element + run / runLength);
  }

  /** {@code elements} of which a part is a step apart, in runs of {@code runLength}. */
  public double moved(double elements, double runLength, double apart) {
    return gathered(apart * elements, runLength) + moved((1 - apart) * elements, runLength);
  }

  /** {@code elements} cleared among others. */
  public double cleared(double elements) {
    return CLEARED * element * elements;
  }

  /** {@code elements} a step apart, gathered in runs of {@code runLength}. */
  public double gathered(double elements, double runLength) {
    return elements * (GATHERED * element + run / runLength);
  }
}
