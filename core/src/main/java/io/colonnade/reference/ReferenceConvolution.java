package io.colonnade.reference;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import org.jspecify.annotations.Nullable;

/**
 * The four passes as nested loops: one double precision sum for each element of the result, rounded
 * once.
 *
 * <p>Cells of padding take no part: the loops skip them, so that a NaN or an infinity in W does not
 * reach outputs whose windows have only padding under it.
 *
 * @param problem what to compute
 * @param <A> the array type
 */
record ReferenceConvolution<A>(ConvolutionProblem problem) {

  /** {@code Y[n,f,o] = b[f] + Σ_c Σ_k W[f,c,k] · X[n, group(f)·C/g + c, o·s − p + k·d]}. */
  void forward(
      Tensor<A> x, Tensor<A> w, @Nullable Tensor<A> bias, Tensor<A> y, boolean accumulate) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long f = 0; f < problem.filters(); f++) {
        Place o = new Place(window(), Axis::output);
        do {
          double sum = bias == null ? 0 : bias.get(f);
          for (long c = 0; c < problem.channelsPerGroup(); c++) {
            sum += dot(Held.POSITION, o, w, filterPlane(f, c), x, inputPlane(n, group(f), c));
          }
          y.put(outputPlane(n, f) * window().outputSize() + o.index(), sum, accumulate);
        } while (o.advance());
      }
    }
  }

  /**
   * {@code dX[n,c,i] = Σ_f Σ_k W[f,c,k] · dY[n,f,o]} over the taps k that some window o has on cell
   * i.
   */
  void backwardData(Tensor<A> dy, Tensor<A> w, Tensor<A> dx, boolean accumulate) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long g = 0; g < problem.groups(); g++) {
        for (long c = 0; c < problem.channelsPerGroup(); c++) {
          Place i = new Place(window(), Axis::input);
          do {
            double sum = 0;
            for (long f = g * problem.filtersPerGroup();
                f < (g + 1) * problem.filtersPerGroup();
                f++) {
              sum += dot(Held.CELL, i, w, filterPlane(f, c), dy, outputPlane(n, f));
            }
            dx.put(inputPlane(n, g, c) * window().inputSize() + i.index(), sum, accumulate);
          } while (i.advance());
        }
      }
    }
  }

  /** {@code dW[f,c,k] = Σ_n Σ_o dY[n,f,o] · X[n, group(f)·C/g + c, o·s − p + k·d]}. */
  void backwardWeights(Tensor<A> x, Tensor<A> dy, Tensor<A> dw, boolean accumulate) {
    for (long f = 0; f < problem.filters(); f++) {
      for (long c = 0; c < problem.channelsPerGroup(); c++) {
        Place k = new Place(window(), Axis::kernel);
        do {
          double sum = 0;
          for (long n = 0; n < problem.batch(); n++) {
            sum += dot(Held.TAP, k, dy, outputPlane(n, f), x, inputPlane(n, group(f), c));
          }
          dw.put(filterPlane(f, c) * window().kernelSize() + k.index(), sum, accumulate);
        } while (k.advance());
      }
    }
  }

  /** {@code db[f] = Σ_n Σ_o dY[n,f,o]}. */
  void backwardBias(Tensor<A> dy, Tensor<A> db, boolean accumulate) {
    long outputs = window().outputSize();
    for (long f = 0; f < problem.filters(); f++) {
      double sum = 0;
      for (long n = 0; n < problem.batch(); n++) {
        for (long o = 0; o < outputs; o++) {
          sum += dy.get(outputPlane(n, f) * outputs + o);
        }
      }
      db.put(f, sum, accumulate);
    }
  }

  private Window window() {
    return problem.window();
  }

  private long group(long f) {
    return f / problem.filtersPerGroup();
  }

  private long filterPlane(long f, long c) {
    return f * problem.channelsPerGroup() + c;
  }

  private long inputPlane(long n, long g, long c) {
    return n * problem.channels() + g * problem.channelsPerGroup() + c;
  }

  private long outputPlane(long n, long f) {
    return n * problem.filters() + f;
  }

  /** The sum, over all runners in one plane that have a partner in the other, of their products. */
  private double dot(
      Held held,
      Place place,
      Tensor<A> runners,
      long plane,
      Tensor<A> partners,
      long partnerPlane) {
    return dot(held, place, 0, runners, plane, partners, partnerPlane);
  }

  /**
   * One loop for each axis from {@code axis} inwards; the indices are those of the axes outside of
   * it.
   */
  private double dot(
      Held held,
      Place place,
      int axis,
      Tensor<A> runners,
      long index,
      Tensor<A> partners,
      long partnerIndex) {
    if (axis == window().rank()) {
      return runners.get(index) * partners.get(partnerIndex);
    }
    Axis a = window().axis(axis);
    long size = held.runners(a);
    long partnerSize = held.partners(a);
    double sum = 0;
    for (long r = 0; r < size; r++) {
      long partner = held.partner(a, place.coordinate(axis), r);
      if (partner >= 0 && partner < partnerSize) {
        sum +=
            dot(
                held,
                place,
                axis + 1,
                runners,
                index * size + r,
                partners,
                partnerIndex * partnerSize + partner);
      }
    }
    return sum;
  }
}
