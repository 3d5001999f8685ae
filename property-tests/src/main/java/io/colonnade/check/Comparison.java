package io.colonnade.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares a computed tensor with the expected one: every element must satisfy {@code |got − want|
 * ≤ rtol · max |want|}, the maximum being over the finite expected elements.
 *
 * <p>NaN never satisfies it, an infinity only where the same one is expected. Of integers each must
 * be equal.
 */
final class Comparison {
  private final CaseTensor want;
  private final Computed got;
  private final double rtol;
  private final double largest;

  private Comparison(CaseTensor want, Computed got, double rtol) {
    this.want = want;
    this.got = got;
    this.rtol = want.type() == ElementType.INT64 ? 0 : rtol;
    this.largest =
        IntStream.range(0, want.size())
            .mapToDouble(i -> Math.abs(want.value(i)))
            .filter(Double::isFinite)
            .max()
            .orElse(0);
  }

  /** What is wrong with {@code got}, in one line; empty where nothing is. */
  static Optional<String> difference(CaseTensor want, Computed got, double rtol) {
    if (!Arrays.equals(want.shape(), got.shape())) {
      return Optional.of(
          "%s: got shape %s, want %s"
              .formatted(want.slot(), Arrays.toString(got.shape()), Arrays.toString(want.shape())));
    }
    return new Comparison(want, got, rtol).difference();
  }

  private Optional<String> difference() {
    int wrong = 0;
    int worst = 0;
    for (int i = 0; i < want.size(); i++) {
      if (!(error(i) <= tolerance())) {
        // Double.compare puts NaN above everything.
        worst = wrong == 0 || Double.compare(error(i), error(worst)) > 0 ? i : worst;
        wrong++;
      }
    }
    return wrong == 0 ? Optional.empty() : Optional.of(describe(worst, wrong));
  }

  private double tolerance() {
    return rtol * largest;
  }

  private double error(int i) {
    return got.value(i) == want.value(i) ? 0 : Math.abs(got.value(i) - want.value(i));
  }

  private String describe(int worst, int wrong) {
    return String.format(
        Locale.ROOT,
        "%s%s: got %s, want %s, error %.3g is %.3g times the tolerance %.3g (%.3g of max %.6g);"
            + " %d of %d elements fail",
        want.slot(),
        Arrays.toString(index(worst)),
        got.value(worst),
        want.value(worst),
        error(worst),
        error(worst) / tolerance(),
        tolerance(),
        rtol,
        largest,
        wrong,
        want.size());
  }

  private long[] index(int offset) {
    long[] index = want.shape();
    long rest = offset;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      long size = index[axis];
      index[axis] = rest % size;
      rest /= size;
    }
    return index;
  }
}
