package io.colonnade.winograd;

import io.colonnade.numeric.LineArithmetic;
import java.util.stream.IntStream;

/**
 * A linear combination of one to three lines.
 *
 * @param terms which lines
 * @param coefficients their coefficients, none of them zero
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Combination(int[] terms, double[] coefficients) {

  /** The combination with these coefficients of lines 0, 1, …, most of them zero. */
  static Combination of(double[] row) {
    int[] terms = IntStream.range(0, row.length).filter(i -> row[i] != 0).toArray();
    return new Combination(terms, IntStream.of(terms).mapToDouble(i -> row[i]).toArray());
  }

  /** {@code y = Σ coefficient·line}, lines counted from {@code first} on. */
  <A> void apply(LineArithmetic<A> arithmetic, Lines<A> lines, int first, A y, int n) {
    A a = lines.get(first + terms[0]);
    double p = coefficients[0];
    if (terms.length == 1) {
      arithmetic.combine(a, p, y, n);
      return;
    }
    A b = lines.get(first + terms[1]);
    double q = coefficients[1];
    if (terms.length == 2) {
      arithmetic.combine(a, p, b, q, y, n);
    } else {
      arithmetic.combine(a, p, b, q, lines.get(first + terms[2]), coefficients[2], y, n);
    }
  }

  /** Adds {@code factor} times the coefficients to {@code row}. */
  void addTo(double[] row, double factor) {
    for (int i = 0; i < terms.length; i++) {
      row[terms[i]] += factor * coefficients[i];
    }
  }
}
