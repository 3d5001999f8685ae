package io.colonnade.gemm.pass;

import io.colonnade.blas.Blas;
import io.colonnade.numeric.Arithmetic;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products of any size and layout, handed to the BLAS in {@linkplain GemmBlocks blocks}.
 *
 * <p>A matrix is given by an array, an offset, the distance between its rows and the distance
 * between its columns, one of which is 1.
 *
 * @param arithmetic the element type's operations
 * @param blas computes the blocks
 * @param blocks their sizes
 */
public record Multiplier<A>(Arithmetic<A> arithmetic, Blas blas, GemmBlocks blocks) {

  /**
   * {@code C = A·B} or {@code C += A·B}, with A of f × k, B of k × p, C of f × p: filters times
   * columns.
   *
   * @param accumulate whether C is added to
   */
  public void multiply(
      int f,
      int p,
      int k,
      A a,
      int aOffset,
      int aRow,
      int aColumn,
      A b,
      int bOffset,
      int bRow,
      int bColumn,
      boolean accumulate,
      A c,
      int cOffset,
      int cRow,
      int cColumn) {
    boolean whole = blocks.isWhole(f, p, k);
    boolean packed = blocks.packs(f, p, k, cColumn != 1);
    int fBlock = whole ? f : blocks.filters(f, p, k, packed);
    int pBlock = whole ? p : blocks.positions(f, p, k, fBlock, packed);
    int kBlock = whole ? k : blocks.terms(k, fBlock, pBlock, packed);
    int fBlocks = count(f, fBlock);
    int kBlocks = count(k, kBlock);
    boolean termsInner = GemmBlocks.areTermsInner(f, k);
    for (int p0 = 0; p0 < p; p0 = next(p0, pBlock, p)) {
      int pn = Math.min(pBlock, p - p0);
      for (int i = 0; i < fBlocks * kBlocks; i++) {
        int f0 = fBlock * (termsInner ? i / kBlocks : i % fBlocks);
        int k0 = kBlock * (termsInner ? i % kBlocks : i / fBlocks);
        int fn = Math.min(fBlock, f - f0);
        int kn = Math.min(kBlock, k - k0);
        int left = aOffset + f0 * aRow + k0 * aColumn;
        int right = bOffset + k0 * bRow + p0 * bColumn;
        int to = cOffset + f0 * cRow + p0 * cColumn;
        boolean add = accumulate || k0 > 0;
        whole(
            fn, pn, kn, a, left, aRow, aColumn, b, right, bRow, bColumn, add, c, to, cRow, cColumn);
      }
    }
  }

  /**
   * The same for a part of an A that may lie in panels.
   *
   * @param panels how A lies from {@code aOffset} on; {@code null} where its rows are {@code aRow}
   *     and its columns {@code aColumn} apart
   * @param firstRow the first of its rows, with which a panel starts
   * @param f rows of A, up to the end of a panel
   * @param firstTerm the first of its terms
   * @param k terms of A
   * @param tile scratch where results are turned back
   */
  public void multiply(
      @Nullable Panels panels,
      int firstRow,
      int f,
      int firstTerm,
      int k,
      int p,
      A a,
      int aOffset,
      int aRow,
      int aColumn,
      A b,
      int bOffset,
      int bRow,
      int bColumn,
      boolean accumulate,
      A c,
      int cOffset,
      int cRow,
      int cColumn,
      A tile,
      int tileOffset) {
    if (panels == null) {
      int from = aOffset + firstRow * aRow + firstTerm * aColumn;
      multiply(
          f,
          p,
          k,
          a,
          from,
          aRow,
          aColumn,
          b,
          bOffset,
          bRow,
          bColumn,
          accumulate,
          c,
          cOffset,
          cRow,
          cColumn);
      return;
    }
    boolean rowsInner = panels.turned || cColumn != 1;
    int first = panels.panel(firstRow);
    int fBlocks = panels.panel(firstRow + f) - first;
    int kBlock = blocks.panelTerms(k, p, rowsInner);
    if (panels.turned) {
      for (int block = first; block < first + fBlocks; block++) {
        int rows = panels.start(block + 1) - panels.start(block);
        int left = aOffset + panels.at(block, firstTerm);
        int to = cOffset + (panels.start(block) - firstRow) * cRow;
        tile(rows, p, k, kBlock, a, left, b, bOffset, bRow, bColumn, tile, tileOffset);
        arithmetic.putRows(accumulate, tile, tileOffset, 1, rows, c, to, cRow, 1, rows, p);
      }
      return;
    }
    int pBlock = blocks.panelPositions(p, rowsInner);
    int kBlocks = count(k, kBlock);
    boolean termsInner = GemmBlocks.areTermsInner(f, k);
    for (int p0 = 0; p0 < p; p0 = next(p0, pBlock, p)) {
      int pn = Math.min(pBlock, p - p0);
      for (int i = 0; i < fBlocks * kBlocks; i++) {
        int block = first + (termsInner ? i / kBlocks : i % fBlocks);
        int k0 = kBlock * (termsInner ? i % kBlocks : i / fBlocks);
        int f0 = panels.start(block) - firstRow;
        int fn = panels.start(block + 1) - firstRow - f0;
        int kn = Math.min(kBlock, k - k0);
        int left = aOffset + panels.at(block, firstTerm + k0);
        if (p0 == 0) {
          arithmetic.touch(a, left, fn * kn);
        }
        int right = bOffset + k0 * bRow + p0 * bColumn;
        int to = cOffset + f0 * cRow + p0 * cColumn;
        boolean add = accumulate || k0 > 0;
        whole(fn, pn, kn, a, left, 1, fn, b, right, bRow, bColumn, add, c, to, cRow, cColumn);
      }
    }
  }

  /** The product of a panel: a tile in which the rows of a result lie side by side. */
  private void tile(
      int rows,
      int p,
      int k,
      int kBlock,
      A a,
      int aOffset,
      A b,
      int bOffset,
      int bRow,
      int bColumn,
      A tile,
      int tileOffset) {
    for (int k0 = 0; k0 < k; k0 = next(k0, kBlock, k)) {
      int kn = Math.min(kBlock, k - k0);
      int left = aOffset + k0 * rows;
      int right = bOffset + k0 * bRow;
      whole(
          rows,
          p,
          kn,
          a,
          left,
          1,
          rows,
          b,
          right,
          bRow,
          bColumn,
          k0 > 0,
          tile,
          tileOffset,
          1,
          rows);
    }
  }

  /**
   * {@code C = A·B} or {@code C += A·B} for a C that fits the L1 cache, and so is not divided, but
   * k is; and an A whose rows of a term lie side by side, and term follows term.
   *
   * @param fresh whether A has not been read lately
   */
  public void accumulate(
      int f,
      int p,
      int k,
      A a,
      int aOffset,
      boolean fresh,
      A b,
      int bOffset,
      int bRow,
      boolean accumulate,
      A c,
      int cOffset,
      int cRow) {
    int kBlock = blocks.terms(k, f, p, blocks.product() == 0);
    for (int k0 = 0; k0 < k; k0 = next(k0, kBlock, k)) {
      int kn = Math.min(kBlock, k - k0);
      int left = aOffset + k0 * f;
      if (fresh) {
        arithmetic.touch(a, left, f * kn);
      }
      int right = bOffset + k0 * bRow;
      boolean add = accumulate || k0 > 0;
      whole(f, p, kn, a, left, 1, f, b, right, bRow, 1, add, c, cOffset, cRow, 1);
    }
  }

  /**
   * {@code C = A·B} or {@code C += A·B} for sums over positions: where the terms lie side by side
   * in both matrices, C alone is divided into blocks; else terms are, too, as in {@link #multiply}.
   */
  public void sums(
      int m,
      int n,
      int k,
      A a,
      int aOffset,
      int aRow,
      int aColumn,
      A b,
      int bOffset,
      int bRow,
      int bColumn,
      boolean accumulate,
      A c,
      int cOffset,
      int cRow,
      int cColumn) {
    if (aColumn != 1 || bRow != 1) {
      multiply(
          m,
          n,
          k,
          a,
          aOffset,
          aRow,
          aColumn,
          b,
          bOffset,
          bRow,
          bColumn,
          accumulate,
          c,
          cOffset,
          cRow,
          cColumn);
      return;
    }
    int mBlock = m > n ? blocks.sums(n, m, k) : m;
    int nBlock = m <= n ? blocks.sums(m, n, k) : n;
    for (int m0 = 0; m0 < m; m0 = next(m0, mBlock, m)) {
      for (int n0 = 0; n0 < n; n0 = next(n0, nBlock, n)) {
        whole(
            Math.min(mBlock, m - m0),
            Math.min(nBlock, n - n0),
            k,
            a,
            aOffset + m0 * aRow,
            aRow,
            aColumn,
            b,
            bOffset + n0 * bColumn,
            bRow,
            bColumn,
            accumulate,
            c,
            cOffset + m0 * cRow + n0 * cColumn,
            cRow,
            cColumn);
      }
    }
  }

  /** How many blocks {@code n} has. */
  public static int count(int n, int block) {
    return (n + block - 1) / block;
  }

  /** The start of the next block, {@code end} after the last; no sum overflows. */
  public static int next(int start, int block, int end) {
    return start + Math.min(block, end - start);
  }

  /** {@code C = A·B} or {@code C += A·B} in one call of the BLAS. */
  private void whole(
      int m,
      int n,
      int k,
      A a,
      int aOffset,
      int aRow,
      int aColumn,
      A b,
      int bOffset,
      int bRow,
      int bColumn,
      boolean accumulate,
      A c,
      int cOffset,
      int cRow,
      int cColumn) {
    if (cColumn != 1) {
      whole(
          n,
          m,
          k,
          b,
          bOffset,
          bColumn,
          bRow,
          a,
          aOffset,
          aColumn,
          aRow,
          accumulate,
          c,
          cOffset,
          cColumn,
          cRow);
      return;
    }
    boolean transposeA = aColumn != 1;
    boolean transposeB = bColumn != 1;
    int lda = transposeA ? Math.max(aColumn, m) : Math.max(aRow, k);
    int ldb = transposeB ? Math.max(bColumn, k) : Math.max(bRow, n);
    int ldc = Math.max(cRow, n);
    arithmetic.gemm(
        blas,
        transposeA,
        transposeB,
        m,
        n,
        k,
        a,
        aOffset,
        lda,
        b,
        bOffset,
        ldb,
        accumulate,
        c,
        cOffset,
        ldc);
  }
}
