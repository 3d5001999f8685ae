package io.colonnade.reference;

import io.colonnade.DataType;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import java.util.List;
import java.util.function.Function;

/**
 * Both gradients of a convolution written as forward convolutions of other tensors (Dumoulin and
 * Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, chapter 4). They
 * hold for any padding, stride, dilation, groups and unused input.
 */
public final class ConvolutionalGradients {
  private ConvolutionalGradients() {}

  /**
   * dX as a transposed, fractionally strided convolution: dY with s−1 zeros between its elements,
   * padded by {@code d(k−1) − p_begin} and {@code d(k−1) − p_end + r}, convolved with the kernel
   * turned by 180° and dilated by d. Negative padding crops; r are the cells behind the last
   * window, {@link Axis#unused()}.
   *
   * @param dy dY, N·F·outputs elements
   * @param w W, F·C/g·taps elements
   * @return dX, N·C·inputs elements
   * @throws IllegalArgumentException if an array is too short
   */
  public static double[] backwardData(ConvolutionProblem problem, double[] dy, double[] w) {
    // (output − 1)·s + 1 elements and zeros, and the padding on both sides, make input + d(k−1)
    // cells.
    Window window =
        map(
            problem,
            a -> Axis.floor(a.input() + a.extent() - 1, a.kernel(), 1, 0, 0, a.dilation()));
    var transposed =
        new ConvolutionProblem(
            problem.batch(), problem.filters(), problem.channels(), problem.groups(), window);
    double[] spreadDy = newArray(transposed.xSize());
    for (long plane = 0; plane < problem.batch() * problem.filters(); plane++) {
      spread(problem.window().axes(), window.axes(), dy, plane, spreadDy, plane);
    }
    return convolve(transposed, spreadDy, turned(problem, w));
  }

  /**
   * dW as a convolution of X, padded by p, with dY as the kernel: dilated by the stride s, at a
   * stride of the dilation d, summed over the batch, of which the first k outputs of each axis are
   * kept. The channels of a group become the images, the images the channels.
   *
   * @param x X, N·C·inputs elements
   * @param dy dY, N·F·outputs elements
   * @return dW, F·C/g·taps elements
   * @throws IllegalArgumentException if an array is too short
   */
  public static double[] backwardWeights(ConvolutionProblem problem, double[] x, double[] dy) {
    long batch = problem.batch();
    long perGroup = problem.channelsPerGroup();
    Window window =
        map(
            problem,
            a ->
                new Axis(
                    a.input(),
                    a.output(),
                    a.dilation(),
                    a.paddingBegin(),
                    a.paddingEnd(),
                    a.stride(),
                    a.kernel()));
    var correlation =
        new ConvolutionProblem(
            perGroup, problem.groups() * batch, problem.filters(), problem.groups(), window);
    double[] images = newArray(problem.xSize());
    double[] kernels = newArray(problem.ySize());
    for (long n = 0; n < batch; n++) {
      for (long c = 0; c < problem.channels(); c++) {
        long group = c / perGroup;
        long to = (c % perGroup * problem.groups() + group) * batch + n;
        copyPlane(x, n * problem.channels() + c, images, to, window.inputSize());
      }
      for (long f = 0; f < problem.filters(); f++) {
        copyPlane(
            dy, n * problem.filters() + f, kernels, f * batch + n, problem.window().outputSize());
      }
    }
    double[] dw = newArray(problem.wSize());
    double[] byChannel = convolve(correlation, images, kernels);
    for (long f = 0; f < problem.filters(); f++) {
      for (long c = 0; c < perGroup; c++) {
        copyPlane(
            byChannel,
            c * problem.filters() + f,
            dw,
            f * perGroup + c,
            problem.window().kernelSize());
      }
    }
    return dw;
  }

  private static Window map(ConvolutionProblem problem, Function<Axis, Axis> change) {
    return new Window(problem.window().axes().stream().map(change).toList());
  }

  /**
   * Copies a plane of dY with zeros between its elements, padded or cropped: element o comes to lie
   * where the last tap of its window is, counted from the first tap of the window that ends at
   * input cell 0. Indices are those of the axes before.
   */
  private static void spread(
      List<Axis> axes,
      List<Axis> spreadAxes,
      double[] dy,
      long index,
      double[] spreadDy,
      long spreadIndex) {
    if (axes.isEmpty()) {
      spreadDy[(int) spreadIndex] = dy[(int) index];
      return;
    }
    Axis axis = axes.get(0);
    long cells = spreadAxes.get(0).input();
    for (long o = 0; o < axis.output(); o++) {
      long cell = axis.inputIndex(o, axis.kernel() - 1);
      if (cell >= 0 && cell < cells) {
        spread(
            axes.subList(1, axes.size()),
            spreadAxes.subList(1, spreadAxes.size()),
            dy,
            index * axis.output() + o,
            spreadDy,
            spreadIndex * cells + cell);
      }
    }
  }

  /** W as C × F/g filters, each turned by 180°, which is its taps in the opposite order. */
  private static double[] turned(ConvolutionProblem problem, double[] w) {
    long taps = problem.window().kernelSize();
    long perGroup = problem.channelsPerGroup();
    double[] turned = newArray(problem.wSize());
    for (long f = 0; f < problem.filters(); f++) {
      long group = f / problem.filtersPerGroup();
      for (long c = 0; c < perGroup; c++) {
        long from = (f * perGroup + c) * taps;
        long to =
            ((group * perGroup + c) * problem.filtersPerGroup() + f % problem.filtersPerGroup())
                * taps;
        for (long k = 0; k < taps; k++) {
          turned[(int) (to + taps - 1 - k)] = w[(int) (from + k)];
        }
      }
    }
    return turned;
  }

  private static void copyPlane(
      double[] from, long fromPlane, double[] to, long toPlane, long size) {
    System.arraycopy(from, (int) (fromPlane * size), to, (int) (toPlane * size), (int) size);
  }

  private static double[] convolve(ConvolutionProblem problem, double[] x, double[] w) {
    double[] y = newArray(problem.ySize());
    new ReferenceBackend().plan(problem, DataType.FLOAT64).forward(x, w, null, y);
    return y;
  }

  private static double[] newArray(long size) {
    return new double[Math.toIntExact(size)];
  }
}
