package io.colonnade.geometry;

import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * The sizes of one transposed (fractionally strided) convolution: the adjoint of a convolution as
 * an operator of its own.
 *
 * <p>Its forward pass is the backward data pass of {@link #adjoint}, whose input is this operator's
 * output and whose filters are this operator's input channels:
 *
 * <pre>
 *   Y[n, f, i] = b[f] + Σ_c Σ_k W[c, f, k] · X[n, c, o]   over all c, k and o with o·stride − paddingBegin + k·dilation = i
 * </pre>
 *
 * <p>X is N,C,spatial…; W is C,F/g,k…; Y is N,F,spatial…, unless the layouts say otherwise. It
 * restores the shape that the convolution took its input from, not the values. Along an axis the
 * output has {@code (input − 1)·stride − paddingBegin − paddingEnd + dilation·(kernel − 1) + 1 +
 * outputPadding} cells (Dumoulin and Visin 2016); the output padding tells apart the sizes that the
 * convolution maps to the same one.
 *
 * @param adjoint the convolution whose adjoint this is
 */
public record TransposedProblem(ConvolutionProblem adjoint) {

  /** Checks that the padding is of zeros. */
  public TransposedProblem {
    Objects.requireNonNull(adjoint, "adjoint");
    if (adjoint.paddingMode() != PaddingMode.ZEROS) {
      throw new IllegalArgumentException(
          "paddingMode=%s: must be ZEROS for a transposed convolution"
              .formatted(adjoint.paddingMode()));
    }
  }

  /** A builder; batch, groups, stride and dilation start at 1, padding and output padding at 0. */
  public static TransposedProblemBuilder builder() {
    return new TransposedProblemBuilder();
  }

  /**
   * Reads a problem string, as {@link #toString()} prints it.
   *
   * @throws IllegalArgumentException if {@code text} is no problem string, or its sizes are no
   *     problem
   */
  public static TransposedProblem parse(String text) {
    return ProblemString.parseTransposed(text);
  }

  /** Images N. */
  public long batch() {
    return adjoint.batch();
  }

  /** Input channels C. */
  public long channels() {
    return adjoint.filters();
  }

  /** Output channels F. */
  public long filters() {
    return adjoint.channels();
  }

  /** Groups g. */
  public long groups() {
    return adjoint.groups();
  }

  /** Elements of X, and of dX. */
  public long xSize() {
    return adjoint.ySize();
  }

  /** Elements of W, and of dW. */
  public long wSize() {
    return adjoint.wSize();
  }

  /** Elements of Y, and of dY. */
  public long ySize() {
    return adjoint.xSize();
  }

  /** Shape of X: N, C, spatial…, or N, spatial…, C. */
  public long[] xShape() {
    return adjoint.yShape();
  }

  /** Shape of W: C, F/g, k…, or k…, F/g, C. */
  public long[] wShape() {
    return adjoint.wShape();
  }

  /** Shape of Y: N, F, spatial…, or N, spatial…, F. */
  public long[] yShape() {
    return adjoint.xShape();
  }

  /** Cells of the output along each axis without output padding. */
  long[] naturalOutput() {
    ToLongFunction<Axis> natural =
        a ->
            Axis.transposedSize(
                a.output(), a.kernel(), a.stride(), a.paddingBegin(), a.paddingEnd(), a.dilation());
    return adjoint.window().axes().stream().mapToLong(natural).toArray();
  }

  /**
   * The canonical one-line problem string, in the form of {@link ConvolutionProblem#toString}, with
   * the output size ({@code o}) where there is output padding: {@code
   * n1_c2_f3_i3x3_k3x3_s3x2_o10x8}.
   */
  @Override
  public String toString() {
    return ProblemString.format(this);
  }
}
