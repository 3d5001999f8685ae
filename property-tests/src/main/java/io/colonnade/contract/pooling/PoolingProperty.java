package io.colonnade.contract.pooling;

import io.colonnade.DataType;
import io.colonnade.contract.NumericalGradient;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;
import java.util.Arrays;

/** One statement of the contract. */
public enum PoolingProperty {
  /** Maxima and switches are those of the loops, with many ties. */
  MAX_ON_TIES {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      equalsLoops(trial, trial.integers(trial.xSize()));
    }
  },

  /** Maxima and switches are those of the loops, with NaN, infinities and zeros of both signs. */
  MAX_ON_SPECIALS {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      equalsLoops(trial, trial.specials(trial.xSize()));
    }
  },

  /** Where all is −∞ the switch is the first cell of each window. */
  MAX_OF_NOTHING {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      equalsLoops(trial, trial.fill(trial.xSize(), () -> Double.NEGATIVE_INFINITY));
    }
  },

  /** Maxima without switches are those of the loops too, on the same numbers. */
  MAX_WITHOUT_SWITCHES {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      A x = trial.specials(trial.xSize());
      A got = trial.poisoned(trial.ySize());
      trial.subject().maxValues(trial.problem(), trial.type(), x, got);
      trial.requireSame("y", got, trial.max(trial.loops(), x).y());
    }
  },

  /** The gradient of max pooling is that of the loops, exactly on integers. */
  MAX_BACKWARD {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      int[] switches = trial.max(trial.loops(), trial.integers(trial.xSize())).switches();
      A dy = trial.integers(trial.ySize());
      A got = maxBackward(trial, trial.subject(), dy, switches);
      trial.requireSame("dx", got, maxBackward(trial, trial.loops(), dy, switches));
    }
  },

  /** ⟨max(x), dy⟩ = ⟨dx(dy), x⟩, exactly on integers. */
  MAX_BACKWARD_IS_ADJOINT {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      A x = trial.integers(trial.xSize());
      A dy = trial.integers(trial.ySize());
      PoolingTrial.Maxima<A> max = trial.max(trial.subject(), x);
      A dx = maxBackward(trial, trial.subject(), dy, max.switches());
      double forward = dot(trial.widen(max.y()), trial.widen(dy));
      double backward = dot(trial.widen(dx), trial.widen(x));
      trial.requireWithin("⟨dx, x⟩", new double[] {backward}, new double[] {forward}, null);
    }
  },

  /** The gradient of max pooling is that of central differences; in double precision only. */
  MAX_BACKWARD_IS_THE_GRADIENT {
    @Override
    public boolean appliesTo(PoolingProblem problem) {
      return problem.xSize() <= LONGEST_FOR_DIFFERENCES;
    }

    @Override
    <A> void check(PoolingTrial<A> trial) {
      PoolingTrial<double[]> wide = wide(trial);
      double[] x = wide.distinct(wide.xSize());
      double[] dy = wide.reals(wide.ySize());
      int[] switches = wide.max(wide.subject(), x).switches();
      differences(
          wide,
          maxBackward(wide, wide.subject(), dy, switches),
          x,
          dy,
          moved -> wide.max(wide.subject(), moved).y());
    }
  },

  /** Averages are those of the loops, exactly on integers. */
  AVERAGE_ON_INTEGERS {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      A x = trial.integers(trial.xSize());
      for (boolean countPadding : new boolean[] {false, true}) {
        A got = average(trial, trial.subject(), countPadding, x);
        trial.requireSame("y", got, average(trial, trial.loops(), countPadding, x));
      }
    }
  },

  /** Averages are near those of the loops. */
  AVERAGE_ON_REALS {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      A x = trial.reals(trial.xSize());
      A magnitude = absolute(trial, x);
      for (boolean countPadding : new boolean[] {false, true}) {
        A got = average(trial, trial.subject(), countPadding, x);
        A want = average(trial, trial.loops(), countPadding, x);
        A scale = average(trial, trial.loops(), countPadding, magnitude);
        trial.requireWithin(
            "y", trial.widen(got), trial.widen(want), allowed(trial, trial.widen(scale)));
      }
    }
  },

  /** A NaN or an infinity reaches exactly the averages of the windows that hold it. */
  AVERAGE_ON_SPECIALS {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      A x = trial.integers(trial.xSize());
      int step = 1 + trial.xSize() / 3;
      for (int i = 0; i < trial.xSize(); i += step) {
        trial.type().set(x, i, i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
      }
      A got = average(trial, trial.subject(), true, x);
      trial.requireSame("y", got, average(trial, trial.loops(), true, x));
    }
  },

  /** The gradient of average pooling is near that of the loops. */
  AVERAGE_BACKWARD {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      A dy = trial.reals(trial.ySize());
      A magnitude = absolute(trial, dy);
      for (boolean countPadding : new boolean[] {false, true}) {
        A got = averageBackward(trial, trial.subject(), countPadding, dy);
        A want = averageBackward(trial, trial.loops(), countPadding, dy);
        A scale = averageBackward(trial, trial.loops(), countPadding, magnitude);
        trial.requireWithin(
            "dx", trial.widen(got), trial.widen(want), allowed(trial, trial.widen(scale)));
      }
    }
  },

  /** The gradient of average pooling is that of central differences; in double precision only. */
  AVERAGE_BACKWARD_IS_THE_GRADIENT {
    @Override
    public boolean appliesTo(PoolingProblem problem) {
      return problem.xSize() <= LONGEST_FOR_DIFFERENCES;
    }

    @Override
    <A> void check(PoolingTrial<A> trial) {
      PoolingTrial<double[]> wide = wide(trial);
      double[] x = wide.reals(wide.xSize());
      double[] dy = wide.reals(wide.ySize());
      differences(
          wide,
          averageBackward(wide, wide.subject(), false, dy),
          x,
          dy,
          moved -> average(wide, wide.subject(), false, moved));
    }
  },

  /** Unpooling puts values where those of the loops are. */
  UNPOOL {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      PoolingTrial.Maxima<A> max = trial.max(trial.loops(), trial.integers(trial.xSize()));
      A x = trial.reals(trial.ySize());
      A got = unpool(trial, trial.subject(), x, max.switches());
      trial.requireSame("y", got, unpool(trial, trial.loops(), x, max.switches()));
    }
  },

  /** The gradient of unpooling is that of the loops. */
  UNPOOL_BACKWARD {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      int[] switches = trial.max(trial.loops(), trial.integers(trial.xSize())).switches();
      A dy = trial.reals(trial.xSize());
      A got = unpoolBackward(trial, trial.subject(), dy, switches);
      trial.requireSame("dx", got, unpoolBackward(trial, trial.loops(), dy, switches));
    }
  },

  /** Where x is positive, pooling the unpooled maxima gives the maxima and their switches again. */
  POOL_UNPOOL_POOL {
    @Override
    <A> void check(PoolingTrial<A> trial) {
      A x = absolute(trial, trial.integers(trial.xSize()));
      for (int i = 0; i < trial.xSize(); i++) {
        trial.type().set(x, i, trial.type().get(x, i) + 1);
      }
      PoolingTrial.Maxima<A> max = trial.max(trial.subject(), x);
      A sparse = unpool(trial, trial.subject(), max.y(), max.switches());
      PoolingTrial.Maxima<A> again = trial.max(trial.subject(), sparse);
      trial.requireSame("y", again.y(), max.y());
      trial.requireSame("switches", again.switches(), max.switches());
    }
  };

  private static final double STEP = 1e-3;
  private static final double GRADIENT_ERROR = 1e-8;
  private static final int LONGEST_FOR_DIFFERENCES = 100;

  /** Whether it is checked on {@code problem}; central differences only on small ones. */
  public boolean appliesTo(PoolingProblem problem) {
    return true;
  }

  /** Throws {@link PoolingMismatch} unless the statement holds. */
  abstract <A> void check(PoolingTrial<A> trial);

  private interface Function {
    double[] apply(double[] x);
  }

  private static <A> void equalsLoops(PoolingTrial<A> trial, A x) {
    PoolingTrial.Maxima<A> got = trial.max(trial.subject(), x);
    PoolingTrial.Maxima<A> want = trial.max(trial.loops(), x);
    trial.requireSame("y", got.y(), want.y());
    trial.requireSame("switches", got.switches(), want.switches());
  }

  private static <A> A maxBackward(
      PoolingTrial<A> trial, PoolingSubject implementation, A dy, int[] switches) {
    A dx = trial.poisoned(trial.xSize());
    implementation.maxBackward(trial.problem(), trial.type(), trial.numbering(), dy, switches, dx);
    return dx;
  }

  private static <A> A average(
      PoolingTrial<A> trial, PoolingSubject implementation, boolean countPadding, A x) {
    A y = trial.poisoned(trial.ySize());
    implementation.average(trial.problem(), trial.type(), countPadding, x, y);
    return y;
  }

  private static <A> A averageBackward(
      PoolingTrial<A> trial, PoolingSubject implementation, boolean countPadding, A dy) {
    A dx = trial.poisoned(trial.xSize());
    implementation.averageBackward(trial.problem(), trial.type(), countPadding, dy, dx);
    return dx;
  }

  private static <A> A unpool(
      PoolingTrial<A> trial, PoolingSubject implementation, A x, int[] switches) {
    A y = trial.poisoned(trial.xSize());
    UnpoolingProblem problem = UnpoolingProblem.inverting(trial.problem());
    implementation.unpool(problem, trial.type(), trial.numbering(), x, switches, y);
    return y;
  }

  private static <A> A unpoolBackward(
      PoolingTrial<A> trial, PoolingSubject implementation, A dy, int[] switches) {
    A dx = trial.poisoned(trial.ySize());
    UnpoolingProblem problem = UnpoolingProblem.inverting(trial.problem());
    implementation.unpoolBackward(problem, trial.type(), trial.numbering(), dy, switches, dx);
    return dx;
  }

  private static <A> A absolute(PoolingTrial<A> trial, A values) {
    int[] next = {0};
    return trial.fill(
        trial.type().length(values), () -> Math.abs(trial.type().get(values, next[0]++)));
  }

  /** The bound of any order of summation, a division and the rounding of the loops' result. */
  private static double[] allowed(PoolingTrial<?> trial, double[] scale) {
    double terms = trial.problem().window().kernelSize() + 3;
    double u = trial.unitRoundoff();
    double[] allowed = new double[scale.length];
    for (int i = 0; i < scale.length; i++) {
      allowed[i] = scale[i] * terms * u / (1 - terms * u);
    }
    return allowed;
  }

  private static PoolingTrial<double[]> wide(PoolingTrial<?> trial) {
    return new PoolingTrial<>(
        trial.subject(), trial.problem(), DataType.FLOAT64, trial.numbering(), trial.seed());
  }

  /** Holds an analytic gradient against central differences, on small problems. */
  private static void differences(
      PoolingTrial<double[]> trial, double[] gradient, double[] x, double[] dy, Function f) {
    double[] want = NumericalGradient.of(f::apply, x, dy, STEP);
    double[] allowed = new double[want.length];
    Arrays.fill(allowed, GRADIENT_ERROR);
    trial.requireWithin("dx", gradient, want, allowed);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
