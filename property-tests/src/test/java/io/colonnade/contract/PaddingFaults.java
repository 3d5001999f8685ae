package io.colonnade.contract;

import io.colonnade.Pass;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.Window;
import java.util.List;

/** Faults in what the padding reads. */
final class PaddingFaults {
  private PaddingFaults() {}

  static <A> void paddingModeIgnored(Call<A> call) {
    call.with(call.problem().withPaddingMode(PaddingMode.ZEROS)).compute();
  }

  static <A> void reflectAndReplicateSwapped(Call<A> call) {
    PaddingMode mode =
        switch (call.problem().paddingMode()) {
          case REFLECT -> PaddingMode.REPLICATE;
          case REPLICATE -> PaddingMode.REFLECT;
          case ZEROS, CIRCULAR -> call.problem().paddingMode();
        };
    call.with(call.problem().withPaddingMode(mode)).compute();
  }

  /** {@code b a | a b c | c b} in the place of {@code c b | a b c | b a}. */
  static <A> void edgeReflectedToo(Call<A> call) {
    forward(
        call,
        PaddingMode.REFLECT,
        (index, input) -> {
          long phase = Math.floorMod(index, 2 * input);
          return Math.min(phase, 2 * input - 1 - phase);
        });
  }

  /** {@code c a | a b c | b c} in the place of {@code b c | a b c | a b}. */
  static <A> void circularOffByOne(Call<A> call) {
    forward(
        call,
        PaddingMode.CIRCULAR,
        (index, input) -> index >= 0 && index < input ? index : Math.floorMod(index + 1, input));
  }

  @FunctionalInterface
  private interface Reads {
    long cell(long index, long input);
  }

  /** The forward pass on an X that is padded beforehand. */
  private static <A> void forward(Call<A> call, PaddingMode mode, Reads reads) {
    ConvolutionProblem p = call.problem();
    if (call.pass() != Pass.FORWARD || p.paddingMode() != mode) {
      call.compute();
      return;
    }
    List<Axis> axes = p.window().axes().stream().map(PaddingFaults::withPaddingAsInput).toList();
    ConvolutionProblem padded = p.withWindow(new Window(axes));
    double[] x = call.in(Operand.X);
    double[] paddedX = new double[Operand.X.size(padded)];
    for (long place = 0; place < padded.window().inputSize(); place++) {
      long cell = cell(p.window(), padded.window(), place, reads);
      for (long n = 0; n < p.batch(); n++) {
        for (long c = 0; c < p.channels(); c++) {
          int to = (int) padded.xStrides().index(n, c, place);
          paddedX[to] = x[(int) p.xStrides().index(n, c, cell)];
        }
      }
    }
    call.with(padded).with(Operand.X, paddedX).compute();
  }

  private static Axis withPaddingAsInput(Axis a) {
    long input = a.input() + a.paddingBegin() + a.paddingEnd();
    return new Axis(input, a.kernel(), a.stride(), 0, 0, a.dilation(), a.output());
  }

  /** The cell that is read at a place of the padded plane. */
  private static long cell(Window window, Window padded, long place, Reads reads) {
    long cell = 0;
    long scale = 1;
    long rest = place;
    for (int i = window.rank() - 1; i >= 0; i--) {
      Axis axis = window.axis(i);
      long cells = padded.axis(i).input();
      cell += scale * reads.cell(rest % cells - axis.paddingBegin(), axis.input());
      scale *= axis.input();
      rest /= cells;
    }
    return cell;
  }
}
