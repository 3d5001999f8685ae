package io.colonnade.reference;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.PlaneStrides;
import io.colonnade.geometry.Window;
import org.jspecify.annotations.Nullable;

/**
 * The four passes as nested loops: one double precision sum for each element of the result, rounded
 * once. In each pass the loops over the element that is written come first, then those over what is
 * summed; those over the spatial axes, however many, are recursions.
 *
 * <p>{@code cell(o, k)} is the input cell under tap k of the window at o, as the padding mode has
 * it. Under zeros, cells of padding take no part: the loops skip them, so that a NaN or an infinity
 * in W does not reach outputs whose windows have only padding under it.
 *
 * @param <A> the array type
 */
final class ReferenceConvolution<A> {
  private final ConvolutionProblem problem;
  private final Window window;
  private final PaddingMode padding;
  private final PlaneStrides xStrides;
  private final PlaneStrides wStrides;
  private final PlaneStrides yStrides;
  private final PaddedPlaces places;

  ReferenceConvolution(ConvolutionProblem problem) {
    this.problem = problem;
    this.window = problem.window();
    this.padding = problem.paddingMode();
    this.xStrides = problem.xStrides();
    this.wStrides = problem.wStrides();
    this.yStrides = problem.yStrides();
    this.places = new PaddedPlaces(window, padding);
  }

  /** {@code Y[n,f,o] = b[f] + Σ_c Σ_k W[f,c,k] · X[n, channel(f,c), cell(o,k)]}. */
  void forward(
      Tensor<A> x, Tensor<A> w, @Nullable Tensor<A> bias, Tensor<A> y, boolean accumulate) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long f = 0; f < problem.filters(); f++) {
        Tensor<A> plane = y.plane(yStrides, n, f);
        Place o = new Place(window, Axis::output);
        do {
          double sum = bias == null ? 0 : bias.get(f);
          for (long c = 0; c < problem.channelsPerGroup(); c++) {
            sum +=
                overTaps(o, 0, w.plane(wStrides, f, c), 0, x.plane(xStrides, n, channel(f, c)), 0);
          }
          plane.put(o.index(), sum, accumulate);
        } while (o.advance());
      }
    }
  }

  /**
   * {@code dX[n,channel(f,c),i] = Σ_f Σ_k Σ_o W[f,c,k] · dY[n,f,o]} where {@code cell(o,k) = i}.
   */
  void backwardData(Tensor<A> dy, Tensor<A> w, Tensor<A> dx, boolean accumulate) {
    long perGroup = problem.filtersPerGroup();
    for (long n = 0; n < problem.batch(); n++) {
      for (long g = 0; g < problem.groups(); g++) {
        for (long c = 0; c < problem.channelsPerGroup(); c++) {
          Tensor<A> plane = dx.plane(xStrides, n, channel(g * perGroup, c));
          Place i = new Place(window, Axis::input);
          do {
            double sum = 0;
            for (long f = g * perGroup; f < (g + 1) * perGroup; f++) {
              sum += overWindows(i, 0, w.plane(wStrides, f, c), 0, dy.plane(yStrides, n, f), 0);
            }
            plane.put(i.index(), sum, accumulate);
          } while (i.advance());
        }
      }
    }
  }

  /** {@code dW[f,c,k] = Σ_n Σ_o dY[n,f,o] · X[n, channel(f,c), cell(o,k)]}. */
  void backwardWeights(Tensor<A> x, Tensor<A> dy, Tensor<A> dw, boolean accumulate) {
    for (long f = 0; f < problem.filters(); f++) {
      for (long c = 0; c < problem.channelsPerGroup(); c++) {
        Tensor<A> plane = dw.plane(wStrides, f, c);
        Place k = new Place(window, Axis::kernel);
        do {
          double sum = 0;
          for (long n = 0; n < problem.batch(); n++) {
            sum +=
                overPositions(
                    k, 0, dy.plane(yStrides, n, f), 0, x.plane(xStrides, n, channel(f, c)), 0);
          }
          plane.put(k.index(), sum, accumulate);
        } while (k.advance());
      }
    }
  }

  /** {@code db[f] = Σ_n Σ_o dY[n,f,o]}. */
  void backwardBias(Tensor<A> dy, Tensor<A> db, boolean accumulate) {
    long outputs = window.outputSize();
    for (long f = 0; f < problem.filters(); f++) {
      double sum = 0;
      for (long n = 0; n < problem.batch(); n++) {
        Tensor<A> plane = dy.plane(yStrides, n, f);
        for (long o = 0; o < outputs; o++) {
          sum += plane.get(o);
        }
      }
      db.put(f, sum, accumulate);
    }
  }

  /** The channel of X that filter f sees as its channel c. */
  private long channel(long f, long c) {
    return f / problem.filtersPerGroup() * problem.channelsPerGroup() + c;
  }

  /**
   * {@code Σ_k w[k] · x[cell(o,k)]} over the taps of {@code axis} and the axes within it; kIndex
   * and iIndex are flat indices over the axes outside of it.
   */
  private double overTaps(Place o, int axis, Tensor<A> w, long kIndex, Tensor<A> x, long iIndex) {
    if (axis == window.rank()) {
      return w.get(kIndex) * x.get(iIndex);
    }
    Axis a = window.axis(axis);
    double sum = 0;
    for (long k = 0; k < a.kernel(); k++) {
      long i = padding.cell(a.inputIndex(o.coordinate(axis), k), a.input());
      if (i >= 0) {
        sum += overTaps(o, axis + 1, w, kIndex * a.kernel() + k, x, iIndex * a.input() + i);
      }
    }
    return sum;
  }

  /** {@code Σ_o dy[o] · x[cell(o,k)]} in the same way over the output positions. */
  private double overPositions(
      Place k, int axis, Tensor<A> dy, long oIndex, Tensor<A> x, long iIndex) {
    if (axis == window.rank()) {
      return dy.get(oIndex) * x.get(iIndex);
    }
    Axis a = window.axis(axis);
    double sum = 0;
    for (long o = 0; o < a.output(); o++) {
      long i = padding.cell(a.inputIndex(o, k.coordinate(axis)), a.input());
      if (i >= 0) {
        sum += overPositions(k, axis + 1, dy, oIndex * a.output() + o, x, iIndex * a.input() + i);
      }
    }
    return sum;
  }

  /** {@code Σ_k Σ_o w[k] · dy[o]} where {@code cell(o,k) = i}, in the same way. */
  private double overWindows(
      Place i, int axis, Tensor<A> w, long kIndex, Tensor<A> dy, long oIndex) {
    if (axis == window.rank()) {
      return w.get(kIndex) * dy.get(oIndex);
    }
    Axis a = window.axis(axis);
    double sum = 0;
    for (long place : places.reading(axis, i.coordinate(axis))) {
      for (long k = 0; k < a.kernel(); k++) {
        long o = a.outputIndex(place, k);
        if (o >= 0) {
          sum += overWindows(i, axis + 1, w, kIndex * a.kernel() + k, dy, oIndex * a.output() + o);
        }
      }
    }
    return sum;
  }
}
