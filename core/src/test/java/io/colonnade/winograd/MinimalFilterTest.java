package io.colonnade.winograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The matrices, derived anew from their points in exact arithmetic. */
class MinimalFilterTest {
  private static final int TAPS = 3;

  /** A fraction in lowest terms. */
  private record Fraction(BigInteger numerator, BigInteger denominator) {
    static final Fraction ZERO = of(0, 1);
    static final Fraction ONE = of(1, 1);

    Fraction {
      BigInteger divisor =
          numerator.gcd(denominator).multiply(BigInteger.valueOf(denominator.signum()));
      numerator = numerator.divide(divisor);
      denominator = denominator.divide(divisor);
    }

    static Fraction of(long numerator, long denominator) {
      return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** The very value of a double that is a multiple of 2⁻⁴⁰. */
    static Fraction of(double exact) {
      assertEquals(exact, Math.rint(exact * 0x1p40) * 0x1p-40, "is no such multiple");
      return of((long) (exact * 0x1p40), 1L << 40);
    }

    Fraction plus(Fraction o) {
      return new Fraction(
          numerator.multiply(o.denominator).add(o.numerator.multiply(denominator)),
          denominator.multiply(o.denominator));
    }

    Fraction times(Fraction o) {
      return new Fraction(numerator.multiply(o.numerator), denominator.multiply(o.denominator));
    }

    Fraction over(Fraction o) {
      return new Fraction(numerator.multiply(o.denominator), denominator.multiply(o.numerator));
    }

    double value() {
      return numerator.doubleValue() / denominator.doubleValue();
    }
  }

  private static List<Fraction> finitePoints(MinimalFilter filter) {
    List<Fraction> points = new ArrayList<>(List.of(Fraction.ZERO));
    List<Fraction> pairs =
        filter == MinimalFilter.F2
            ? List.of(Fraction.ONE)
            : List.of(Fraction.of(2, 3), Fraction.of(3, 2));
    for (Fraction point : pairs) {
      points.add(point);
      points.add(point.times(Fraction.of(-1, 1)));
    }
    return points;
  }

  /** 1, p, p², … for a finite point, 0, …, 0, 1 for infinity, which comes last. */
  private static Fraction power(List<Fraction> points, int k, int exponent, int size) {
    if (k == points.size()) {
      return exponent == size - 1 ? Fraction.ONE : Fraction.ZERO;
    }
    Fraction power = Fraction.ONE;
    for (int i = 0; i < exponent; i++) {
      power = power.times(points.get(k));
    }
    return power;
  }

  /**
   * The row of G that A and Bᵀ leave: the factor is the value that makes {@code Σ_k A[k, o]·G[k,
   * t]·Bᵀ[k, d] = [d = o + t]} with G[k, t] = factor[k]·p_k^t, found from the products over all
   * other points.
   */
  private static Fraction[][] filterMatrix(MinimalFilter filter) {
    List<Fraction> points = finitePoints(filter);
    double[][] a = filter.output().matrix();
    double[][] b = filter.input().matrix();
    int n = filter.cells();
    Fraction[][] g = new Fraction[n][TAPS];
    for (int k = 0; k < n; k++) {
      Fraction divisor = Fraction.ONE;
      for (int j = 0; j < points.size() && k < points.size(); j++) {
        if (j != k) {
          Fraction distance = points.get(k).plus(points.get(j).times(Fraction.of(-1, 1)));
          divisor = divisor.times(distance);
        }
      }
      int leading = k < points.size() ? n - 2 : n - 1;
      Fraction scaleB = Fraction.of(b[k][leading]);
      Fraction scaleA = Fraction.of(a[k][k == n - 1 ? filter.outputs() - 1 : 0]);
      for (int t = 0; t < TAPS; t++) {
        g[k][t] = power(points, k, t, TAPS).over(divisor.times(scaleA).times(scaleB));
      }
    }
    return g;
  }

  @ParameterizedTest
  @EnumSource(names = {"F2", "F4"})
  void theBilinearIdentityHoldsExactly(MinimalFilter filter) {
    double[][] a = filter.output().matrix();
    double[][] b = filter.input().matrix();
    Fraction[][] g = filterMatrix(filter);
    for (int o = 0; o < filter.outputs(); o++) {
      for (int t = 0; t < TAPS; t++) {
        for (int d = 0; d < filter.cells(); d++) {
          Fraction sum = Fraction.ZERO;
          for (int k = 0; k < filter.cells(); k++) {
            sum = sum.plus(Fraction.of(a[k][o]).times(g[k][t]).times(Fraction.of(b[k][d])));
          }
          Fraction want = d == o + t ? Fraction.ONE : Fraction.ZERO;
          assertEquals(want, sum, "output " + o + ", tap " + t + ", cell " + d);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F2", "F4"})
  void theFilterMatrixIsTheNearestToTheExact(MinimalFilter filter) {
    Fraction[][] want = filterMatrix(filter);
    double[][] got = filter.filter().matrix();
    for (int k = 0; k < filter.cells(); k++) {
      for (int t = 0; t < TAPS; t++) {
        double value = want[k][t].value();
        assertEquals(value, got[k][t], Math.ulp(value), "point " + k + ", tap " + t);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void floatsHoldTheMatricesOfInputAndOutput(MinimalFilter filter) {
    for (double[][] matrix : List.of(filter.input().matrix(), filter.output().matrix())) {
      for (double[] row : matrix) {
        for (double value : row) {
          assertEquals(value, (float) value);
        }
      }
    }
  }

  @Test
  void amplificationIsTheStatedOne() {
    assertEquals(1, MinimalFilter.F1.amplification());
    assertEquals(4, MinimalFilter.F2.amplification(), 1e-12);
    assertEquals(37.0 / 3, MinimalFilter.F4.amplification(), 1e-9);
  }
}
