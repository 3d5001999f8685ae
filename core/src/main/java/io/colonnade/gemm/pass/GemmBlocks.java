package io.colonnade.gemm.pass;

/**
 * The sizes in which large matrix products are handed to the BLAS.
 *
 * <p>OpenBLAS multiplies without packing where m·n·k is at most 10⁶, on its AVX-512 cores only.
 * Products of few filters or few terms are faster in blocks that stay below that, with results that
 * fit the L1 cache; for the others packing pays. The measurements are in {@code docs/design.md}.
 * Other libraries get whole products. No call multiplies more than {@value #LONGEST} times, so that
 * none holds up the garbage collector for long.
 *
 * @param product the largest m·n·k that is multiplied without packing, or 0
 */
public record GemmBlocks(long product) {

  /** The most multiplications of a call: a few milliseconds. */
  static final long LONGEST = 100_000_000;

  /** From so many filters, positions and terms on packing pays. */
  private static final int PACKED = 512;

  /** From so many filters on it does where those of a result lie side by side. */
  private static final int PACKED_INNER_FILTERS = 256;

  /** The most positions of a block that is not packed. */
  public static final int POSITIONS = 448;

  /** The most filters and results of such a block. */
  private static final int FILTERS = 128;

  private static final int FILTERS_BY_TERMS = 64;
  private static final int PANEL_FILTERS = 32;
  private static final int RESULTS = POSITIONS * PANEL_FILTERS;

  /** Products of so few positions read panels of twice the filters. */
  private static final int FEW_POSITIONS = 64;

  /** Products of so many read panels of so many. */
  private static final int SOME_POSITIONS = 224;

  private static final int SOME_FILTERS = 48;

  /** The most positions and terms of such a block where the rows of a result lie side by side. */
  private static final int ROWS_INNER_POSITIONS = 112;

  private static final int ROWS_INNER_TERMS = 128;

  /** The most results of a product of matrices whose terms lie side by side that is not packed. */
  private static final int SUMS = 1200;

  /** The fewest terms of one. */
  private static final int SUMMED = 32;

  /**
   * Dividing the results of such a product pays for so many rows or columns, or so many results.
   */
  private static final int FEW_ROWS = 48;

  private static final int FEW_RESULTS = 5000;

  /** What columns of its blocks are a multiple of, and how many of them blocks should have. */
  private static final int BLOCK_SUMS = 4;

  private static final int LEAST_COLUMNS = 16;

  /** The most terms of such a block, and of one whose filters lie in panels. */
  private static final int TERMS = 256;

  private static final int PANEL_TERMS = 96;

  /** From so many terms on products of few positions are turned over. */
  private static final int TURNED_TERMS = 128;

  /** The same where the positions fill vectors. */
  private static final int TURNED_TERMS_OF_FULL = 512;

  /** Elements of a vector. */
  private static final int VECTOR = 16;

  /** The blocks for the BLAS with this identity. */
  public static GemmBlocks of(String blasIdentity) {
    boolean multipliesWithoutPacking =
        blasIdentity.matches("(?i)openblas.*(SkylakeX|Cooperlake|SapphireRapids).*");
    return new GemmBlocks(multipliesWithoutPacking ? 1_000_000 : 0);
  }

  /**
   * Whether a product of f × p results with k terms is packed.
   *
   * @param filtersInner whether the filters of a result lie side by side; unpacked blocks of many
   *     filters are then read and written at wide strides
   */
  public boolean packs(int f, int p, int k, boolean filtersInner) {
    boolean pays =
        filtersInner ? f >= PACKED_INNER_FILTERS : f >= PACKED && p >= PACKED && k >= PACKED;
    return product == 0 || pays;
  }

  /** Whether a product of f × p results with k terms is one block. */
  boolean isWhole(int f, int p, int k) {
    return p <= POSITIONS && (long) f * p * k <= product;
  }

  /** How many output positions are worth lowering together, for f filters of k elements. */
  public int bandPositions(int f, int k, boolean filtersInner) {
    return packs(f, PACKED, k, filtersInner) ? 2 * PACKED : POSITIONS;
  }

  /** Filters of a block, the more the fewer positions there are. */
  int filters(int f, int p, int k, boolean packed) {
    int most = areTermsInner(f, k) ? FILTERS : FILTERS_BY_TERMS;
    return packed ? f : even(f, Math.min(most, RESULTS / Math.min(p, POSITIONS)));
  }

  /** Positions of a block with {@code fBlock} filters. */
  int positions(int f, int p, int k, int fBlock, boolean packed) {
    long most = packed ? LONGEST / Math.max(1, (long) f * k) : RESULTS / fBlock;
    return even(p, (int) Math.max(64, Math.min(p, most)));
  }

  /** Terms of a block of {@code fBlock} × {@code pBlock} results. */
  int terms(int k, int fBlock, int pBlock, boolean packed) {
    long results = (long) fBlock * pBlock;
    long most = packed ? LONGEST / results : Math.min(TERMS, product / results);
    return even(k, (int) Math.max(16, Math.min(k, most)));
  }

  /**
   * Whether a product goes through all terms of a block of filters before it comes to the next
   * block, and reads the columns for each, or through all filters, and adds to the results for each
   * block of terms: whichever has the fewer elements to keep in the L2 cache.
   */
  static boolean areTermsInner(int f, int k) {
    return k <= f;
  }

  /**
   * Rows of a panel, of products of so many rows, terms and positions.
   *
   * @param rowsInner whether the rows of a result lie side by side
   * @param turned whether they do in a tile of results
   */
  int panelRows(int rows, int terms, int positions, boolean rowsInner, boolean turned) {
    boolean whole = !turned && isWhole(rows, positions, terms);
    boolean inner = rowsInner || turned;
    return whole ? rows : even(rows, inner ? 2 * PANEL_FILTERS : panelFilters(positions));
  }

  /** The most rows of a panel: multiples of the kernel's six columns where they can be. */
  private static int panelFilters(int positions) {
    if (positions <= FEW_POSITIONS) {
      return 2 * PANEL_FILTERS;
    }
    return positions <= SOME_POSITIONS ? SOME_FILTERS : PANEL_FILTERS;
  }

  /** Terms of a panel, of products of so many terms and positions. */
  int panelTerms(int terms, int positions, boolean rowsInner) {
    if (rowsInner) {
      return even(terms, ROWS_INNER_TERMS);
    }
    int block = panelPositions(positions, false);
    long most = product / ((long) panelFilters(positions) * block);
    return even(terms, (int) Math.max(16, Math.min(PANEL_TERMS, most)));
  }

  /** Positions of a product with a panel. */
  int panelPositions(int positions, boolean rowsInner) {
    return even(positions, rowsInner ? ROWS_INNER_POSITIONS : POSITIONS);
  }

  /**
   * Whether a product with panels is turned over where the positions of a result lie side by side:
   * so few positions often leave vectors half empty, so that rows of a panel fill them instead, and
   * the results are turned back. That pays for sums so long that turning back is little beside
   * them.
   */
  public boolean turns(int positions, int terms) {
    int least = fillVectors(positions) ? TURNED_TERMS_OF_FULL : TURNED_TERMS;
    return positions <= FEW_POSITIONS && terms >= least;
  }

  /** Whether so many positions leave no vector half empty. */
  public static boolean fillVectors(int positions) {
    return positions % VECTOR == 0;
  }

  /** Elements of the largest tile of results that is turned back. */
  public static int tile() {
    return 2 * PANEL_FILTERS * FEW_POSITIONS;
  }

  /**
   * How many of {@code many} columns a block has of a product of {@code few} rows whose terms lie
   * side by side in both matrices. OpenBLAS packs such products of more than {@value #SUMS}
   * results, which takes the longer, the fewer rows there are.
   */
  int sums(int few, int many, int k) {
    long most = takesSumsWhole(few, many, k) ? LONGEST / ((long) few * k) : columnsOfSums(few, k);
    long block = Math.max(BLOCK_SUMS, most / BLOCK_SUMS * BLOCK_SUMS);
    return even(many, (int) Math.min(many, block), BLOCK_SUMS);
  }

  /** Whether such a product is left to the library as it is, which then packs it. */
  boolean takesSumsWhole(int few, int many, int k) {
    return k < Math.max(SUMMED, 2 * few)
        || columnsOfSums(few, k) < LEAST_COLUMNS
        || !dividesSums(few, many);
  }

  private long columnsOfSums(int few, int k) {
    return Math.min(SUMS, product / k) / few;
  }

  private boolean dividesSums(int few, int many) {
    return product > 0 && (few <= FEW_ROWS || (long) few * many <= FEW_RESULTS);
  }

  /** Over how many terms one call sums m × n results at most. */
  public long mostTerms(int m, int n) {
    long results = Math.max(1, (long) m * n);
    return Math.max(
        224,
        dividesSums(Math.min(m, n), Math.max(m, n))
            ? product / Math.min(SUMS, results)
            : LONGEST / results);
  }

  /**
   * The size of equal blocks of at most {@code most}, a multiple of a vector where there is more
   * than one.
   */
  private static int even(int n, int most) {
    return even(n, most, VECTOR);
  }

  private static int even(int n, int most, int multiple) {
    if (n <= most) {
      return n;
    }
    long blocks = ((long) n + most - 1) / most;
    long size = (n + blocks - 1) / blocks;
    return (int) Math.min(most, (size + multiple - 1) / multiple * multiple);
  }
}
