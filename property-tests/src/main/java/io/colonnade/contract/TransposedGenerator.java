package io.colonnade.contract;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.geometry.Window;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random transposed problems: the adjoints of those of {@link ProblemGenerator}, many with output
 * cells added that no window reaches. The same random numbers give the same problems.
 */
public final class TransposedGenerator {
  private TransposedGenerator() {}

  /** The next problem. */
  public static TransposedProblem next(SplittableRandom random) {
    return next(ProblemGenerator.next(random), random);
  }

  /** One whose adjoint is {@code convolution}, padded with zeros and perhaps longer. */
  public static TransposedProblem next(ConvolutionProblem convolution, SplittableRandom random) {
    List<Axis> axes = convolution.window().axes();
    if (random.nextInt(3) == 0) {
      axes = axes.stream().map(axis -> longer(axis, random)).toList();
    }
    return new TransposedProblem(
        convolution.withPaddingMode(PaddingMode.ZEROS).withWindow(new Window(axes)));
  }

  /** More input cells under the same windows: an output padding of the transposed problem. */
  private static Axis longer(Axis a, SplittableRandom random) {
    long input = a.input() + random.nextLong(a.stride() + a.dilation() + 1);
    return new Axis(
        input, a.kernel(), a.stride(), a.paddingBegin(), a.paddingEnd(), a.dilation(), a.output());
  }
}
