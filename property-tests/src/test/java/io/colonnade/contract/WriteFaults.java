package io.colonnade.contract;

import static io.colonnade.Pass.BACKWARD_DATA;

import io.colonnade.geometry.ConvolutionProblem;
import java.util.stream.LongStream;

/** Faults in what is written. */
final class WriteFaults {
  private WriteFaults() {}

  static <A> void elementNotWritten(Call<A> call) {
    double[] old = call.content();
    call.compute();
    call.put(old.length - 1, old[old.length - 1]);
  }

  static <A> void unusedInputNotWritten(Call<A> call) {
    double[] old = call.content();
    call.compute();
    ConvolutionProblem p = call.problem();
    for (long cell = 0; cell < p.window().inputSize() && call.pass() == BACKWARD_DATA; cell++) {
      if (!isUsed(p, cell)) {
        int first = (int) p.xStrides().index(0, 0, cell);
        call.put(first, old[first]);
      }
    }
  }

  private static boolean isUsed(ConvolutionProblem problem, long cell) {
    return LongStream.range(0, problem.window().outputSize())
        .anyMatch(o -> Cells.covers(problem, o, cell));
  }

  static <A> void accumulateOverwrites(Call<A> call) {
    call.accumulating(false).compute();
  }

  static <A> void overwriteAdds(Call<A> call) {
    call.accumulating(true).compute();
  }

  static <A> void biasNotAccumulated(Call<A> call) {
    boolean lost = call.accumulate() && call.operands().has(Operand.BIAS);
    (lost ? call.with(Operand.BIAS, new double[Operand.BIAS.size(call.problem())]) : call)
        .compute();
  }

  static <A> void writesBehind(Call<A> call) {
    call.compute();
    int end = Result.sameShape(call.pass()).size(call.problem());
    if (call.out().offset() + end < call.type().length(call.out().array())) {
      call.put(end, 0);
    }
  }

  static <A> void offsetIgnored(Call<A> call) {
    call.compute();
    int shift = Math.min(1, call.out().offset());
    double[] written = call.content();
    for (int i = 0; i < written.length; i++) {
      call.put(i - shift, written[i]);
    }
  }

  /** Once it is done, doing it again changes nothing. */
  static <A> void operandChanged(Call<A> call) {
    call.compute();
    Slice<A> first = call.operands().get(Operand.of(call.pass()).get(0));
    call.type().set(first.array(), first.offset(), 0);
  }

  /** Clears the array from the result's beginning to its end, and only then reads. */
  static <A> void arrayClearedFirst(Call<A> call) {
    if (!call.accumulate()) {
      int rest = call.type().length(call.out().array()) - call.out().offset();
      for (int i = 0; i < rest; i++) {
        call.put(i, 0);
      }
    }
    call.compute();
  }
}
