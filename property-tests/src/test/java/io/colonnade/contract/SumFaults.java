package io.colonnade.contract;

import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Faults in what is added up. */
final class SumFaults {
  private static final int DEPTH_BLOCK = 512;
  private static final int FILTER_BLOCK = 128;
  private static final int BAND = 64;
  private static final double COARSE = 0x1p16;

  private SumFaults() {}

  static <A> void lastRowDropped(Call<A> call) {
    Window window = call.problem().window();
    long outputs = window.outputSize();
    long row = outputs / window.axis(0).output();
    forwardWithout(call, i -> i % outputs >= outputs - row);
  }

  static <A> void filterBlockLost(Call<A> call) {
    ConvolutionProblem p = call.problem();
    forwardWithout(call, i -> i / p.window().outputSize() % p.filters() >= FILTER_BLOCK);
  }

  /** The forward pass gives 0 where {@code lost}. */
  private static <A> void forwardWithout(Call<A> call, IntPredicate lost) {
    double[] result = call.result();
    for (int i = 0; i < result.length && call.pass() == Pass.FORWARD; i++) {
      result[i] = lost.test(i) ? 0 : result[i];
    }
    call.write(result);
  }

  static <A> void batchNotSummed(Call<A> call) {
    lastImageOnly(call, Pass.BACKWARD_WEIGHTS);
  }

  static <A> void batchNotSummedInDb(Call<A> call) {
    lastImageOnly(call, Pass.BACKWARD_BIAS);
  }

  private static <A> void lastImageOnly(Call<A> call, Pass pass) {
    if (call.pass() != pass) {
      call.compute();
      return;
    }
    double[] dy = call.in(Operand.DY);
    Arrays.fill(dy, 0, dy.length - dy.length / (int) call.problem().batch(), 0);
    call.with(Operand.DY, dy).compute();
  }

  /** Where windows overlap, the last one wins. */
  static <A> void overlapNotAdded(Call<A> call) {
    if (call.pass() != Pass.BACKWARD_DATA) {
      call.compute();
      return;
    }
    ConvolutionProblem p = call.problem();
    double[] dx = new double[Operand.X.size(p)];
    for (long o = 0; o < p.window().outputSize(); o++) {
      for (long k = 0; k < p.window().kernelSize(); k++) {
        int cell = Cells.under(p, o, k);
        for (long n = 0; n < p.batch() && cell >= 0; n++) {
          for (long channel = 0; channel < p.channels(); channel++) {
            int index = (int) p.xStrides().index(n, channel, cell);
            dx[index] = overFilters(call, n, channel, o, k);
          }
        }
      }
    }
    call.write(dx);
  }

  private static double overFilters(Call<?> call, long n, long channel, long o, long k) {
    ConvolutionProblem p = call.problem();
    double[] w = call.in(Operand.W);
    double[] dy = call.in(Operand.DY);
    long firstFilter = channel / p.channelsPerGroup() * p.filtersPerGroup();
    double sum = 0;
    for (long f = firstFilter; f < firstFilter + p.filtersPerGroup(); f++) {
      long tap = p.wStrides().index(f, channel % p.channelsPerGroup(), k);
      sum += w[(int) tap] * dy[(int) p.yStrides().index(n, f, o)];
    }
    return sum;
  }

  static <A> void biasTwice(Call<A> call) {
    timesBias(call, 2).compute();
  }

  static <A> void biasLostAtSingleOutput(Call<A> call) {
    timesBias(call, call.problem().window().outputSize() == 1 ? 0 : 1).compute();
  }

  private static <A> Call<A> timesBias(Call<A> call, int factor) {
    if (!call.operands().has(Operand.BIAS)) {
      return call;
    }
    double[] bias = Arrays.stream(call.in(Operand.BIAS)).map(b -> factor * b).toArray();
    return call.with(Operand.BIAS, bias);
  }

  static <A> void depthBlockLost(Call<A> call) {
    if (call.pass() != Pass.FORWARD) {
      call.compute();
      return;
    }
    double[] w = call.in(Operand.W);
    for (int i = 0; i < w.length; i++) {
      w[i] = i % call.problem().depth() < DEPTH_BLOCK ? w[i] : 0;
    }
    call.with(Operand.W, w).compute();
  }

  /** The last, shorter band repeats the end of the band before. */
  static <A> void wrongBandTail(Call<A> call) {
    double[] result = call.result();
    int outputs = (int) call.problem().window().outputSize();
    int tail = outputs % BAND;
    if (call.pass() == Pass.FORWARD && outputs > BAND) {
      for (int plane = 0; plane < result.length; plane += outputs) {
        int start = plane + outputs - tail;
        System.arraycopy(result, start - tail, result, start, tail);
      }
    }
    call.write(result);
  }

  static <A> void magnitudesAdded(Call<A> call) {
    call.write(Arrays.stream(call.result()).map(Math::abs).toArray());
  }

  /** Integers survive it. */
  static <A> void precisionLost(Call<A> call) {
    Operand first = Operand.of(call.pass()).get(0);
    double[] coarse =
        Arrays.stream(call.in(first)).map(v -> Math.rint(v * COARSE) / COARSE).toArray();
    call.with(first, coarse).compute();
  }
}
