package io.colonnade.contract;

import static io.colonnade.Pass.FORWARD;

import io.colonnade.ErrorBound;
import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PlaneStrides;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

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
    all.addAll(lossless());
    return all;
  }

  /** That a NaN does not vanish. */
  static List<ContractProperty> lossless() {
    return ContractProperty.ofEachPass("loses no NaN", NonFiniteProperties::notLost);
  }

  private static <A> void inX(Trial<A> trial) {
    ConvolutionProblem problem = trial.problem();
    SplittableRandom random = trial.random();
    long image = random.nextLong(problem.batch());
    long channel = random.nextLong(problem.channels());
    long cell = random.nextLong(problem.window().inputSize());
    int at = (int) problem.xStrides().index(image, channel, cell);
    long group = channel / problem.channelsPerGroup();
    ErrorBound bound = trial.plan().explain(FORWARD).errorBound();
    Neighbourhood near = new Neighbourhood(problem, bound == null ? 0 : bound.reach());
    requireReach(
        trial,
        Operand.X,
        at,
        (n, f, o) -> {
          if (n != image || f / problem.filtersPerGroup() != group) {
            return Reach.NONE;
          }
          if (Cells.covers(problem, o, cell)) {
            return Reach.CERTAIN;
          }
          return bound != null && near.isNear(o, cell) ? Reach.POSSIBLE : Reach.NONE;
        });
  }

  private static <A> void inW(Trial<A> trial) {
    ConvolutionProblem problem = trial.problem();
    SplittableRandom random = trial.random();
    long filter = random.nextLong(problem.filters());
    long channel = random.nextLong(problem.channelsPerGroup());
    long tap = random.nextLong(problem.window().kernelSize());
    int at = (int) problem.wStrides().index(filter, channel, tap);
    requireReach(
        trial,
        Operand.W,
        at,
        (n, f, o) -> {
          if (f != filter) {
            return Reach.NONE;
          }
          return Cells.under(problem, o, tap) >= 0 ? Reach.CERTAIN : Reach.POSSIBLE;
        });
  }

  /** Whether a planted value makes an output NaN or infinite. */
  private enum Reach {
    CERTAIN,
    /** The output is NaN or infinite, or as if nothing had been planted. */
    POSSIBLE,
    /** The output is as if nothing had been planted. */
    NONE
  }

  @FunctionalInterface
  private interface Reaches {
    Reach output(long image, long filter, long position);
  }

  private static <A> void requireReach(Trial<A> trial, Operand operand, int at, Reaches reaches) {
    ConvolutionProblem problem = trial.problem();
    PlaneStrides strides = problem.yStrides();
    double[] allowed =
        trial.tolerance().onIntegers(trial.plan().explain(FORWARD), FORWARD, trial.integers());
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] got = trial.widen(trial.run(FORWARD, planted(trial, operand, at, value)));
      for (long n = 0; n < problem.batch(); n++) {
        for (long f = 0; f < problem.filters(); f++) {
          for (long o = 0; o < problem.window().outputSize(); o++) {
            int i = (int) strides.index(n, f, o);
            Reach reach = reaches.output(n, f, o);
            if (!isRight(got[i], trial.onIntegers(FORWARD)[i], allowed[i], reach)) {
              double want = reach == Reach.CERTAIN ? Double.NaN : trial.onIntegers(FORWARD)[i];
              throw new Mismatch(
                  "%s[%d]=%s".formatted(operand, at, value),
                  new Difference("y", i, got[i], want, allowed[i]));
            }
          }
        }
      }
    }
  }

  private static boolean isRight(double got, double want, double allowed, Reach reach) {
    boolean untouched = Math.abs(got - want) <= allowed;
    return switch (reach) {
      case CERTAIN -> !Double.isFinite(got);
      case POSSIBLE -> !Double.isFinite(got) || untouched;
      case NONE -> untouched;
    };
  }

  /** Wherever the loops give NaN, so does the pass. */
  private static <A> void notLost(Trial<A> trial, Pass pass) {
    for (Operand operand : trial.operator().operands(pass)) {
      int at = trial.random().nextInt(trial.operator().size(operand));
      Operands<A> operands = planted(trial, operand, at, Double.NaN);
      double[] want = trial.loops().result(pass, operands);
      double[] got = trial.widen(trial.run(pass, operands));
      for (int i = 0; i < want.length; i++) {
        if (Double.isNaN(want[i]) && !Double.isNaN(got[i])) {
          throw new Mismatch(
              "%s[%d]=NaN".formatted(operand, at),
              new Difference(trial.operator().resultName(pass), i, got[i], want[i], 0));
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
