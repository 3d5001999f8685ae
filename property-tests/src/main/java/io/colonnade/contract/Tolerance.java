package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.ErrorBound;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What results may differ from the exact ones by, as the plan explains its algorithm.
 *
 * <p>Of direct summation, in any order, it is γ(terms + 3) · Σ |term|, where γ(n) = n·u / (1 − n·u)
 * (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1); the three are the
 * product's rounding, the old content's and the bias'. Of an algorithm that mixes elements it is
 * its {@link ErrorBound}. To both that of the loops is added, which sum in double precision.
 *
 * @param <A> the operands' array type
 */
final class Tolerance<A> {
  private static final int BESIDE_TERMS = 3;

  private final TestedOperator operator;
  private final DataType<A> type;
  private final Loops<A> loops;
  private final Map<Key<A>, double[]> known = new ConcurrentHashMap<>();

  Tolerance(TestedOperator operator, DataType<A> type, Loops<A> loops) {
    this.operator = operator;
    this.type = type;
    this.loops = loops;
  }

  /** For operands on which every sum is exact: 0 where the pass is exact on integers. */
  double[] onIntegers(Explanation explanation, Pass pass, Operands<A> operands) {
    return explanation.exactOnIntegers()
        ? new double[operator.size(Result.sameShape(pass))]
        : onReals(explanation, pass, operands);
  }

  /** For any operands. */
  double[] onReals(Explanation explanation, Pass pass, Operands<A> operands) {
    Key<A> key = new Key<>(pass, explanation.errorBound(), operands);
    return known.computeIfAbsent(key, k -> compute(explanation, pass, operands)).clone();
  }

  private double[] compute(Explanation explanation, Pass pass, Operands<A> operands) {
    ErrorBound bound = explanation.errorBound();
    double[] allowed =
        bound == null
            ? loops.magnitude(pass, operands)
            : loops.mixedMagnitude(pass, operands, bound);
    double factor = factor(explanation, pass);
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] *= factor;
    }
    return allowed;
  }

  /** By what the magnitude of what is summed is multiplied, be it products or old content. */
  double factor(Explanation explanation, Pass pass) {
    ErrorBound bound = explanation.errorBound();
    long terms = operator.terms(pass) + BESIDE_TERMS;
    double unitRoundoff = type == DataType.FLOAT32 ? 0x1p-24 : 0x1p-53;
    return gamma(bound == null ? terms : bound.roundings(), unitRoundoff) + gamma(terms, 0x1p-53);
  }

  private static double gamma(long n, double unitRoundoff) {
    return n * unitRoundoff / (1 - n * unitRoundoff);
  }

  private record Key<A>(Pass pass, @Nullable ErrorBound bound, Operands<A> operands) {}
}
