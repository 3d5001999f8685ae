package io.colonnade.numeric;

import static io.colonnade.numeric.Fma.fma;

final class Float64Slots extends Slots<double[]> {
  static final Float64Slots INSTANCE = new Float64Slots();

  private Float64Slots() {}

  @Override
  public void addScaled(
      int terms,
      double[] s,
      int offset,
      int row,
      int rows,
      int n,
      double[] w,
      int wOffset,
      int wRow,
      int wStep) {
    for (int r = 0; r < rows; r++) {
      int from = offset + r * row;
      int to = from + n;
      int at = wOffset + r * wRow;
      switch (terms) {
        case 1 -> add(s, from, to, w[at]);
        case 2 -> add(s, from, to, w[at], w[at + wStep]);
        case 3 -> add(s, from, to, w[at], w[at + wStep], w[at + 2 * wStep]);
        case 4 -> add(s, from, to, w[at], w[at + wStep], w[at + 2 * wStep], w[at + 3 * wStep]);
        default ->
            add(
                s,
                from,
                to,
                w[at],
                w[at + wStep],
                w[at + 2 * wStep],
                w[at + 3 * wStep],
                w[at + 4 * wStep]);
      }
    }
  }

  private static void add(double[] s, int from, int to, double a) {
    for (int i = from; i < to; i++) {
      s[i] = fma(a, s[i + DISTANCE], s[i]);
    }
  }

  private static void add(double[] s, int from, int to, double a, double b) {
    for (int i = from; i < to; i++) {
      s[i] = fma(b, s[i + 2 * DISTANCE], fma(a, s[i + DISTANCE], s[i]));
    }
  }

  private static void add(double[] s, int from, int to, double a, double b, double c) {
    for (int i = from; i < to; i++) {
      s[i] =
          fma(c, s[i + 3 * DISTANCE], fma(b, s[i + 2 * DISTANCE], fma(a, s[i + DISTANCE], s[i])));
    }
  }

  private static void add(double[] s, int from, int to, double a, double b, double c, double d) {
    for (int i = from; i < to; i++) {
      s[i] =
          fma(
              d,
              s[i + 4 * DISTANCE],
              fma(
                  c,
                  s[i + 3 * DISTANCE],
                  fma(b, s[i + 2 * DISTANCE], fma(a, s[i + DISTANCE], s[i]))));
    }
  }

  private static void add(
      double[] s, int from, int to, double a, double b, double c, double d, double e) {
    for (int i = from; i < to; i++) {
      s[i] =
          fma(
              e,
              s[i + 5 * DISTANCE],
              fma(
                  d,
                  s[i + 4 * DISTANCE],
                  fma(
                      c,
                      s[i + 3 * DISTANCE],
                      fma(b, s[i + 2 * DISTANCE], fma(a, s[i + DISTANCE], s[i])))));
    }
  }
}
