package io.colonnade.numeric;

import static io.colonnade.numeric.Fma.fma;

final class Float32Slots extends Slots<float[]> {
  static final Float32Slots INSTANCE = new Float32Slots();

  private Float32Slots() {}

  @Override
  public void addScaled(
      int terms,
      float[] s,
      int offset,
      int row,
      int rows,
      int n,
      float[] w,
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

  private static void add(float[] s, int from, int to, float a) {
    for (int i = from; i < to; i++) {
      s[i] = fma(a, s[i + DISTANCE], s[i]);
    }
  }

  private static void add(float[] s, int from, int to, float a, float b) {
    for (int i = from; i < to; i++) {
      s[i] = fma(b, s[i + 2 * DISTANCE], fma(a, s[i + DISTANCE], s[i]));
    }
  }

  private static void add(float[] s, int from, int to, float a, float b, float c) {
    for (int i = from; i < to; i++) {
      s[i] =
          fma(c, s[i + 3 * DISTANCE], fma(b, s[i + 2 * DISTANCE], fma(a, s[i + DISTANCE], s[i])));
    }
  }

  private static void add(float[] s, int from, int to, float a, float b, float c, float d) {
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
      float[] s, int from, int to, float a, float b, float c, float d, float e) {
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
