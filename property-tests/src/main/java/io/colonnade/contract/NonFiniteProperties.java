package io.colonnade.contract;

import static io.colonnade.Pass.FORWARD;

import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import java.util.ArrayList;
import java.util.List;

/** NaN and infinity go where the mathematics takes them. */
final class NonFiniteProperties {
  private NonFiniteProperties() {}

  static List<ContractProperty> all() {
    List<ContractProperty> all = new ArrayList<>();
    all.add(
        ContractProperty.of(
            "forward: a NaN or infinity in x reaches exactly the windows that cover it",
            NonFiniteProperties::inX,
            FORWARD));
    all.add(
        ContractProperty.of(
            "forward: a NaN or infinity in w reaches every output of its filter with input under it,"
                + " and no other filter",
            NonFiniteProperties::inW,
            FORWARD));
    all.addAll(ContractProperty.ofEachPass("loses no NaN", NonFiniteProperties::notLost));
    return all;
  }

  private static <A> void inX(Trial<A> trial) {
    ConvolutionProblem problem = trial.problem();
    Window window = problem.window();
    int at = trial.random().nextInt(Operand.X.size(problem));
    long plane = at / window.inputSize();
    long cell = at % window.inputSize();
    long image = plane / problem.channels();
    long group = plane % problem.channels() / problem.channelsPerGroup();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] got = trial.widen(trial.run(FORWARD, planted(trial, Operand.X, at, value)));
      for (int i = 0; i < got.length; i++) {
        long outputPlane = i / window.outputSize();
        long filter = outputPlane % problem.filters();
        boolean reached =
            outputPlane / problem.filters() == image
                && filter / problem.filtersPerGroup() == group
                && Cells.covers(window, i % window.outputSize(), cell);
        requireReach("x[%d]=%s".formatted(at, value), trial, got, i, reached);
      }
    }
  }

  private static <A> void inW(Trial<A> trial) {
    ConvolutionProblem problem = trial.problem();
    Window window = problem.window();
    int at = trial.random().nextInt(Operand.W.size(problem));
    long tap = at % window.kernelSize();
    long filter = at / problem.depth();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] got = trial.widen(trial.run(FORWARD, planted(trial, Operand.W, at, value)));
      for (int i = 0; i < got.length; i++) {
        boolean ofFilter = i / window.outputSize() % problem.filters() == filter;
        boolean reached = ofFilter && Cells.under(window, i % window.outputSize(), tap) >= 0;
        boolean free = ofFilter && !reached && Double.isNaN(got[i]);
        if (!free) {
          requireReach("w[%d]=%s".formatted(at, value), trial, got, i, reached);
        }
      }
    }
  }

  /**
   * Element {@code i} is not finite where the planted value reaches it, and otherwise as if nothing
   * had been planted.
   */
  private static void requireReach(
      String context, Trial<?> trial, double[] got, int i, boolean reached) {
    double clean = trial.onIntegers(FORWARD)[i];
    boolean right =
        reached
            ? !Double.isFinite(got[i])
            : trial.exact(FORWARD) ? got[i] == clean : Double.isFinite(got[i]);
    if (!right) {
      throw new Mismatch(context, new Difference("y", i, got[i], reached ? Double.NaN : clean, 0));
    }
  }

  /** Wherever the loops give NaN, so does the pass. */
  private static <A> void notLost(Trial<A> trial, Pass pass) {
    for (Operand operand : Operand.of(pass)) {
      int at = trial.random().nextInt(operand.size(trial.problem()));
      Operands<A> operands = planted(trial, operand, at, Double.NaN);
      double[] want = trial.loops().result(pass, operands);
      double[] got = trial.widen(trial.run(pass, operands));
      for (int i = 0; i < want.length; i++) {
        if (Double.isNaN(want[i]) && !Double.isNaN(got[i])) {
          throw new Mismatch(
              "%s[%d]=NaN".formatted(operand, at),
              new Difference(Result.name(pass), i, got[i], want[i], 0));
        }
      }
    }
  }

  private static <A> Operands<A> planted(Trial<A> trial, Operand operand, int at, double value) {
    A array = trial.narrow(trial.widen(trial.integers().get(operand).array()));
    trial.type().set(array, at, value);
    return trial.integers().with(operand, Slice.of(array));
  }
}
