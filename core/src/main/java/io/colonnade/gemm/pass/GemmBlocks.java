package io.colonnade.gemm.pass;

/**
 * The sizes in which large matrix products are handed to the BLAS.
 *
 * <p>OpenBLAS multiplies without packing where m·n·k is at most 10⁶, on its AVX-512 cores only. On
 * columns that lie in the L2 cache that is faster than packing: the blocks are chosen to stay below
 * it, see {@code docs/design.md}. Other libraries get whole products, bounded only so that no call
 * holds up the garbage collector for long.
 *
 * @param product the largest m·n·k of one call
 * @param positions the most output positions of one call
 * @param filters the most filters of one call, where a product has to be split
 * @param bandPositions output positions that are lowered together
 */
public record GemmBlocks(long product, int positions, int filters, int bandPositions) {

  /** The most multiplications of a call, whatever the library: a few milliseconds. */
  static final long LONGEST = 100_000_000;

  /** The blocks for the BLAS with this identity. */
  public static GemmBlocks of(String blasIdentity) {
    boolean multipliesSmallWithoutPacking =
        blasIdentity.matches("(?i)openblas.*(SkylakeX|Cooperlake|SapphireRapids).*");
    return multipliesSmallWithoutPacking
        ? new GemmBlocks(1_000_000, 224, 64, 224)
        : new GemmBlocks(LONGEST, 1024, 512, 224);
  }

  /** Terms of a block of f × p results. */
  int depth(int f, int p) {
    return (int) Math.max(16, product / ((long) f * p));
  }

  /**
   * The size of equal blocks of at most {@code most}, a multiple of 16 where there is more than
   * one.
   */
  static int even(int n, int most) {
    if (n <= most) {
      return n;
    }
    int blocks = (n + most - 1) / most;
    int size = (n + blocks - 1) / blocks;
    return Math.min(most, (size + 15) / 16 * 16);
  }
}
