package io.colonnade.reference;

import io.colonnade.DataType;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.PlaneStrides;
import io.colonnade.geometry.Window;
import java.util.function.UnaryOperator;

/**
 * Both gradients of a convolution written as forward convolutions of other tensors (Dumoulin and
 * Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, chapter 4). They
 * hold for any padding, stride, dilation, groups, layouts and unused input.
 */
public final class ConvolutionalGradients {
  private ConvolutionalGradients() {}

  /**
   * dX as a transposed, fractionally strided convolution: dY with s−1 zeros between its elements,
   * padded by {@code d(k−1) − p_begin} and {@code d(k−1) − p_end + r}, convolved with the kernel
   * turned by 180° and dilated by d. Negative padding crops; r are the cells behind the last
   * window, {@link Axis#unused()}.
   *
   * <p>Under a padding mode other than zeros nothing is cropped: the gradient of the padded input
   * is computed so, and then added up over the places that read the same cell.
   *
   * @param dy dY, N·F·outputs elements
   * @param w W, F·C/g·taps elements
   * @return dX, N·C·inputs elements
   * @throws IllegalArgumentException if an array is too short
   */
  public static double[] backwardData(ConvolutionProblem problem, double[] dy, double[] w) {
    if (problem.paddingMode() == PaddingMode.ZEROS) {
      return transposedConvolution(problem, dy, w);
    }
    ConvolutionProblem padded =
        problem
            .withPaddingMode(PaddingMode.ZEROS)
            .withWindow(map(problem.window(), ConvolutionalGradients::withPaddingAsInput));
    return fold(problem, padded, transposedConvolution(padded, dy, w));
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
    long groups = problem.groups();
    long perGroup = problem.channelsPerGroup();
    ConvolutionProblem correlation =
        new ConvolutionProblem(
                perGroup,
                groups * batch,
                problem.filters(),
                groups,
                map(problem.window(), ConvolutionalGradients::withOutputAsKernel))
            .withPaddingMode(problem.paddingMode());
    double[] images = newArray(correlation.xSize());
    double[] kernels = newArray(correlation.wSize());
    Plane fromX = new Plane(x, problem.xStrides());
    Plane fromDy = new Plane(dy, problem.yStrides());
    Plane toImages = new Plane(images, correlation.xStrides());
    Plane toKernels = new Plane(kernels, correlation.wStrides());
    for (long n = 0; n < batch; n++) {
      for (long c = 0; c < problem.channels(); c++) {
        long cells = problem.window().inputSize();
        fromX.at(n, c).copyTo(toImages.at(c % perGroup, c / perGroup * batch + n), cells);
      }
      for (long f = 0; f < problem.filters(); f++) {
        fromDy.at(n, f).copyTo(toKernels.at(f, n), problem.window().outputSize());
      }
    }
    Plane result = new Plane(convolve(correlation, images, kernels), correlation.yStrides());
    double[] dw = newArray(problem.wSize());
    for (long f = 0; f < problem.filters(); f++) {
      for (long c = 0; c < perGroup; c++) {
        Plane filter = new Plane(dw, problem.wStrides()).at(f, c);
        result.at(c, f).copyTo(filter, problem.window().kernelSize());
      }
    }
    return dw;
  }

  /** The turned-kernel form under zeros. */
  private static double[] transposedConvolution(
      ConvolutionProblem problem, double[] dy, double[] w) {
    ConvolutionProblem transposed =
        new ConvolutionProblem(
                problem.batch(),
                problem.filters(),
                problem.channels(),
                problem.groups(),
                map(problem.window(), ConvolutionalGradients::overSpreadOutput))
            .withLayouts(problem.layout(), problem.filterLayout());
    return convolve(transposed, spread(problem, transposed, dy), turned(problem, transposed, w));
  }

  private static Window map(Window window, UnaryOperator<Axis> change) {
    return new Window(window.axes().stream().map(change).toList());
  }

  private static Axis withPaddingAsInput(Axis a) {
    long cells = a.input() + a.paddingBegin() + a.paddingEnd();
    return new Axis(cells, a.kernel(), a.stride(), 0, 0, a.dilation(), a.output());
  }

  private static Axis withOutputAsKernel(Axis a) {
    return new Axis(
        a.input(),
        /* kernel= */ a.output(),
        /* stride= */ a.dilation(),
        a.paddingBegin(),
        a.paddingEnd(),
        /* dilation= */ a.stride(),
        /* output= */ a.kernel());
  }

  /**
   * The elements and zeros of dY, (output − 1)·s + 1, and the padding on both sides make input +
   * d(k−1) cells.
   */
  private static Axis overSpreadOutput(Axis a) {
    return Axis.floor(a.input() + a.extent() - 1, a.kernel(), 1, 0, 0, a.dilation());
  }

  /**
   * dY with zeros between its elements, padded or cropped: element o comes to lie where the last
   * tap of its window is, counted from the first tap of the window that ends at input cell 0.
   */
  private static double[] spread(
      ConvolutionProblem problem, ConvolutionProblem transposed, double[] dy) {
    Plane from = new Plane(dy, problem.yStrides());
    Plane to = new Plane(newArray(transposed.xSize()), transposed.xStrides());
    Place o = new Place(problem.window(), Axis::output);
    do {
      long cell = 0;
      for (int i = 0; i < problem.window().rank() && cell >= 0; i++) {
        Axis axis = problem.window().axis(i);
        long cells = transposed.window().axis(i).input();
        long index = axis.inputIndex(o.coordinate(i), axis.kernel() - 1);
        cell = index < 0 || index >= cells ? -1 : cell * cells + index;
      }
      if (cell >= 0) {
        for (long n = 0; n < problem.batch(); n++) {
          for (long f = 0; f < problem.filters(); f++) {
            to.at(n, f).add(cell, from.at(n, f).get(o.index()));
          }
        }
      }
    } while (o.advance());
    return to.array();
  }

  /** W as C × F/g filters, each turned by 180°, which is its taps in the opposite order. */
  private static double[] turned(
      ConvolutionProblem problem, ConvolutionProblem transposed, double[] w) {
    long taps = problem.window().kernelSize();
    Plane from = new Plane(w, problem.wStrides());
    Plane to = new Plane(newArray(problem.wSize()), transposed.wStrides());
    for (long f = 0; f < problem.filters(); f++) {
      long group = f / problem.filtersPerGroup();
      for (long c = 0; c < problem.channelsPerGroup(); c++) {
        long channel = group * problem.channelsPerGroup() + c;
        for (long k = 0; k < taps; k++) {
          double tap = from.at(f, c).get(k);
          to.at(channel, f % problem.filtersPerGroup()).add(taps - 1 - k, tap);
        }
      }
    }
    return to.array();
  }

  /** Adds the gradient of the padded input up over the places that read the same cell. */
  private static double[] fold(
      ConvolutionProblem problem, ConvolutionProblem padded, double[] gradient) {
    Plane from = new Plane(gradient, padded.xStrides());
    Plane to = new Plane(newArray(problem.xSize()), problem.xStrides());
    Place place = new Place(padded.window(), Axis::input);
    do {
      long cell = 0;
      for (int i = 0; i < problem.window().rank(); i++) {
        Axis axis = problem.window().axis(i);
        long index = place.coordinate(i) - axis.paddingBegin();
        cell = cell * axis.input() + problem.paddingMode().cell(index, axis.input());
      }
      for (long n = 0; n < problem.batch(); n++) {
        for (long c = 0; c < problem.channels(); c++) {
          to.at(n, c).add(cell, from.at(n, c).get(place.index()));
        }
      }
    } while (place.advance());
    return to.array();
  }

  private static double[] convolve(ConvolutionProblem problem, double[] x, double[] w) {
    double[] y = newArray(problem.ySize());
    new ReferenceBackend().plan(problem, DataType.FLOAT64).forward(x, w, null, y);
    return y;
  }

  private static double[] newArray(long size) {
    return new double[Math.toIntExact(size)];
  }

  /** One plane of a tensor, the first unless {@link #at} has chosen another. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Plane(double[] array, PlaneStrides strides, long outer, long inner) {
    Plane(double[] array, PlaneStrides strides) {
      this(array, strides, 0, 0);
    }

    Plane at(long outerIndex, long innerIndex) {
      return new Plane(array, strides, outerIndex, innerIndex);
    }

    double get(long place) {
      return array[(int) strides.index(outer, inner, place)];
    }

    void add(long place, double value) {
      array[(int) strides.index(outer, inner, place)] += value;
    }

    void copyTo(Plane other, long places) {
      for (long place = 0; place < places; place++) {
        other.add(place, get(place));
      }
    }
  }
}
