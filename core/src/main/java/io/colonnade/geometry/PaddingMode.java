package io.colonnade.geometry;

/** What a window reads where it reaches beyond the input. */
public enum PaddingMode {
  /** Zeros. */
  ZEROS {
    @Override
    public long cell(long index, long input) {
      return index < 0 || index >= input ? -1 : index;
    }
  },
  /**
   * The input mirrored at its first and last cell, which are not repeated: {@code c b | a b c | b
   * a}.
   */
  REFLECT {
    @Override
    public long cell(long index, long input) {
      if (input == 1) {
        return 0;
      }
      long period = 2 * (input - 1);
      long phase = Math.floorMod(index, period);
      return phase < input ? phase : period - phase;
    }
  },
  /** The first or the last cell again and again: {@code a a | a b c | c c}. */
  REPLICATE {
    @Override
    public long cell(long index, long input) {
      return Math.max(0, Math.min(input - 1, index));
    }
  },
  /** The input repeated: {@code b c | a b c | a b}. */
  CIRCULAR {
    @Override
    public long cell(long index, long input) {
      return Math.floorMod(index, input);
    }
  };

  /**
   * The input cell that is read at {@code index} of an axis of {@code input} cells, or −1 where
   * zero is read. Within the input it is {@code index}; beyond, the pattern goes on periodically,
   * however wide the padding is.
   */
  public abstract long cell(long index, long input);
}
