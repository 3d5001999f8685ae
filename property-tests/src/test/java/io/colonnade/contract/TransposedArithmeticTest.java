package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.geometry.TransposedProblemBuilder;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Which transposed convolution restores which shape: relationships 8 to 14 of Dumoulin and Visin (A
 * guide to convolution arithmetic for deep learning, arXiv:1603.07285, chapter 4), i, k, s and p
 * being those of the convolution, o its output.
 */
class TransposedArithmeticTest {

  /** Without padding at stride 1: {@code i = o + k − 1}. */
  @Property(tries = 200)
  void relationship8(
      @ForAll @IntRange(min = 1, max = 9) int o, @ForAll @IntRange(min = 1, max = 5) int k) {
    assertEquals(o + k - 1, output(transposed(o, k)));
    assertEquals(o, convolved(output(transposed(o, k)), k, 1, 0));
  }

  /** With padding at stride 1: {@code i = o + (k − 1) − 2p}. */
  @Property(tries = 200)
  void relationship9(
      @ForAll @IntRange(min = 7, max = 12) int o,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll @IntRange(max = 3) int p) {
    long i = output(transposed(o, k).padding(p));
    assertEquals(o + (k - 1) - 2 * p, i);
    assertEquals(o, convolved(i, k, 1, p));
  }

  /** With half padding, k = 2n + 1: {@code i = o}; so under {@code same} at stride 1. */
  @Property(tries = 100)
  void relationship10(@ForAll @IntRange(min = 1, max = 9) int o, @ForAll @IntRange(max = 3) int n) {
    assertEquals(o, output(transposed(o, 2 * n + 1).padding(n)));
    assertEquals(o, output(transposed(o, 2 * n + 1).same()));
  }

  /** With full padding, p = k − 1: {@code i = o − (k − 1)}. */
  @Property(tries = 100)
  void relationship11(
      @ForAll @IntRange(min = 6, max = 12) int o, @ForAll @IntRange(min = 1, max = 5) int k) {
    assertEquals(o - (k - 1), output(transposed(o, k).padding(k - 1)));
    assertEquals(o, convolved(o - (k - 1), k, 1, k - 1));
  }

  /** Under a stride, every input cell in a window: {@code i = s(o − 1) + k − 2p}. */
  @Property(tries = 300)
  void relationships12And13(
      @ForAll @IntRange(min = 1, max = 9) int o,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll @IntRange(min = 1, max = 4) int s,
      @ForAll @IntRange(max = 4) int most) {
    int p = Math.min(most, (k - 1) / 2);
    long i = s * (o - 1L) + k - 2L * p;
    assertEquals(i, output(transposed(o, k).stride(s).padding(p)));
    assertEquals(o, convolved(i, k, s, p));
  }

  /** An output padding of a = (i + 2p − k) mod s restores any i. */
  @Property(tries = 500)
  void relationship14(
      @ForAll @IntRange(max = 20) int more,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll @IntRange(min = 1, max = 4) int s,
      @ForAll @IntRange(max = 2) int p) {
    int i = Math.max(1, k - 2 * p) + more;
    long o = convolved(i, k, s, p);
    long a = (i + 2L * p - k) % s;
    assertEquals(i, output(transposed(o, k).stride(s).padding(p).outputPadding(a)));
    assertEquals(i, output(transposed(o, k).stride(s).padding(p).output(i)));
  }

  /** Dilation in the place of k: its extent. */
  @Property(tries = 300)
  void dilationAddsToTheExtent(
      @ForAll @IntRange(max = 20) int more,
      @ForAll @IntRange(min = 1, max = 4) int k,
      @ForAll @IntRange(min = 1, max = 3) int s,
      @ForAll @IntRange(min = 1, max = 3) int d) {
    long i = Axis.extent(k, d) + more;
    Axis convolution = Axis.floor(i, k, s, 0, 0, d);
    long a = (i - convolution.extent()) % s;
    TransposedProblemBuilder transposed = transposed(convolution.output(), k).stride(s);
    assertEquals(i, output(transposed.dilation(d).outputPadding(a)));
  }

  /** {@code same} makes the output s times as long; {@code valid} is no padding. */
  @Property(tries = 300)
  void sameAndValid(
      @ForAll @IntRange(min = 1, max = 9) int o,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll @IntRange(min = 1, max = 4) int s) {
    for (TransposedProblemBuilder same :
        new TransposedProblemBuilder[] {
          transposed(o, k).stride(s).same(), transposed(o, k).stride(s).sameLower()
        }) {
      TransposedProblem problem = same.build();
      assertEquals((long) o * s, problem.yShape()[2]);
      assertEquals(o, problem.xShape()[2]);
    }
    assertEquals(s * (o - 1L) + k, output(transposed(o, k).stride(s).valid()));
    Axis upper = transposed(2, 4).stride(1).same().build().adjoint().window().axis(0);
    Axis lower = transposed(2, 4).stride(1).sameLower().build().adjoint().window().axis(0);
    assertArrayEquals(new long[] {1, 2}, new long[] {upper.paddingBegin(), upper.paddingEnd()});
    assertArrayEquals(new long[] {2, 1}, new long[] {lower.paddingBegin(), lower.paddingEnd()});
  }

  @Example
  void refusesSizesThatDoNotFit() {
    assertRefused(
        "outputPadding=2: must be less than stride=2 or dilation=1 on axis 0",
        transposed(3, 3).stride(2).outputPadding(2));
    assertEquals(9, output(transposed(3, 2).stride(2).dilation(3).outputPadding(1)));
    assertEquals(10, output(transposed(3, 2).stride(2).dilation(3).outputPadding(2)));
    assertRefused(
        "outputPadding=3: must be less than stride=2 or dilation=3 on axis 0",
        transposed(3, 2).stride(2).dilation(3).outputPadding(3));
    assertRefused(
        "outputPadding=-1: must not be negative", transposed(3, 3).stride(2).outputPadding(-1));
    assertRefused(
        "output=6: must be at least 7 on axis 0, the size without output padding",
        transposed(3, 3).stride(2).output(6));
    assertRefused("output=0: would be empty on axis 0", transposed(1, 2).padding(1));
    assertEquals(70, output(transposed(3, 3).stride(2).output(70)));
  }

  private static void assertRefused(String message, TransposedProblemBuilder builder) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(error.toString().contains(message), error::toString);
  }

  private static TransposedProblemBuilder transposed(long input, long kernel) {
    return TransposedProblem.builder().channels(1).filters(1).input(input).kernel(kernel);
  }

  private static long output(TransposedProblemBuilder builder) {
    return builder.build().yShape()[2];
  }

  private static long convolved(long input, long kernel, long stride, long padding) {
    return ConvolutionProblem.builder()
        .channels(1)
        .filters(1)
        .input(input)
        .kernel(kernel)
        .stride(stride)
        .padding(padding)
        .build()
        .yShape()[2];
  }
}
