package io.colonnade.contract;

import io.colonnade.ErrorBound;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PlaneStrides;
import io.colonnade.geometry.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The sums of an {@link ErrorBound}, without its factors: in the place of each product that of the
 * largest value near it and of all taps. Operands are not negative.
 */
final class Neighbourhood {
  private final ConvolutionProblem problem;
  private final PlaneStrides ofX;
  private final PlaneStrides ofY;
  private final int groupChannels;
  private final int groupFilters;
  private final int taps;

  /** For each output position the cells near it. */
  private final int[][] near;

  /** For each filter, channel of its group and tap the index in W, in this order. */
  private final int[] weights;

  Neighbourhood(ConvolutionProblem problem, int reach) {
    this.problem = problem;
    this.ofX = problem.xStrides();
    this.ofY = problem.yStrides();
    this.groupChannels = (int) problem.channelsPerGroup();
    this.groupFilters = (int) problem.filtersPerGroup();
    this.taps = (int) problem.window().kernelSize();
    this.near = near(problem.withWindow(widened(problem.window(), reach)));
    this.weights = weights(problem);
  }

  /** Windows without gaps that reach further on every side. */
  private static Window widened(Window window, int reach) {
    List<Axis> axes =
        window.axes().stream()
            .map(
                a ->
                    new Axis(
                        a.input(),
                        a.extent() + 2L * reach,
                        a.stride(),
                        a.paddingBegin() + reach,
                        a.paddingEnd() + reach,
                        1,
                        a.output()))
            .toList();
    return new Window(axes);
  }

  private static int[][] near(ConvolutionProblem widened) {
    long taps = widened.window().kernelSize();
    return LongStream.range(0, widened.window().outputSize())
        .mapToObj(
            o ->
                LongStream.range(0, taps)
                    .mapToInt(k -> Cells.under(widened, o, k))
                    .filter(cell -> cell >= 0)
                    .toArray())
        .toArray(int[][]::new);
  }

  private static int[] weights(ConvolutionProblem problem) {
    var strides = problem.wStrides();
    long depth = problem.depth();
    long taps = problem.window().kernelSize();
    return LongStream.range(0, problem.filters() * depth)
        .mapToInt(i -> (int) strides.index(i / depth, i % depth / taps, i % taps))
        .toArray();
  }

  /** Whether output {@code position} and input {@code cell} are near each other. */
  boolean isNear(long position, long cell) {
    return Arrays.stream(near[(int) position]).anyMatch(c -> c == cell);
  }

  /** Σ_c max |x near o| · Σ_k |w| for each y. */
  double[] forward(double[] x, double[] w) {
    double[] sums = new double[Math.toIntExact(problem.ySize())];
    double[] ofTaps = sumsOfTaps(w);
    for (int n = 0; n < problem.batch(); n++) {
      for (int channel = 0; channel < problem.channels(); channel++) {
        for (int o = 0; o < near.length; o++) {
          double largest = largestX(x, n, channel, o);
          for (int f = firstFilter(channel); f < firstFilter(channel) + groupFilters; f++) {
            sums[(int) ofY.index(n, f, o)] += largest * ofTaps[pair(f, channel)];
          }
        }
      }
    }
    return sums;
  }

  /** Σ_f max |dy near i| · Σ_k |w| for each dx. */
  double[] backwardData(double[] dy, double[] w) {
    double[] sums = new double[Math.toIntExact(problem.xSize())];
    double[] ofTaps = sumsOfTaps(w);
    for (int n = 0; n < problem.batch(); n++) {
      for (int f = 0; f < problem.filters(); f++) {
        double[] largest = largestDy(dy, n, f);
        int first = f / groupFilters * groupChannels;
        for (int channel = first; channel < first + groupChannels; channel++) {
          for (int i = 0; i < largest.length; i++) {
            sums[(int) ofX.index(n, channel, i)] += largest[i] * ofTaps[pair(f, channel)];
          }
        }
      }
    }
    return sums;
  }

  /** Σ_n Σ_o |dy| · max |x near o| for each dw. */
  double[] backwardWeights(double[] x, double[] dy) {
    double[] ofPairs = new double[weights.length / taps];
    for (int n = 0; n < problem.batch(); n++) {
      for (int channel = 0; channel < problem.channels(); channel++) {
        for (int o = 0; o < near.length; o++) {
          double largest = largestX(x, n, channel, o);
          for (int f = firstFilter(channel); f < firstFilter(channel) + groupFilters; f++) {
            ofPairs[pair(f, channel)] += largest * dy[(int) ofY.index(n, f, o)];
          }
        }
      }
    }
    double[] sums = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      sums[weights[i]] = ofPairs[i / taps];
    }
    return sums;
  }

  private double largestX(double[] x, int image, int channel, int position) {
    double largest = 0;
    for (int cell : near[position]) {
      largest = Math.max(largest, x[(int) ofX.index(image, channel, cell)]);
    }
    return largest;
  }

  /** For each cell of a plane. */
  private double[] largestDy(double[] dy, int image, int filter) {
    double[] largest = new double[Math.toIntExact(problem.window().inputSize())];
    for (int o = 0; o < near.length; o++) {
      double value = dy[(int) ofY.index(image, filter, o)];
      for (int cell : near[o]) {
        largest[cell] = Math.max(largest[cell], value);
      }
    }
    return largest;
  }

  /** Σ_k |w| for each {@link #pair}. */
  private double[] sumsOfTaps(double[] w) {
    double[] sums = new double[weights.length / taps];
    for (int i = 0; i < weights.length; i++) {
      sums[i / taps] += w[weights[i]];
    }
    return sums;
  }

  /** The index of a filter and a channel of its group among all such pairs. */
  private int pair(int filter, int channel) {
    return filter * groupChannels + channel % groupChannels;
  }

  /** The first of the filters that read {@code channel}. */
  private int firstFilter(int channel) {
    return channel / groupChannels * groupFilters;
  }
}
