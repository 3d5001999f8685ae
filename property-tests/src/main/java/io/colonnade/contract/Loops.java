package io.colonnade.contract;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * What the results should be: the reference loops in double precision, on the operands of any type.
 *
 * @param <A> the operands' array type
 */
final class Loops<A> {
  private final ConvolutionProblem problem;
  private final DataType<A> type;
  private final ConvolutionPlan<double[]> plan;

  Loops(ConvolutionProblem problem, DataType<A> type) {
    this.problem = problem;
    this.type = type;
    this.plan = new ReferenceBackend().plan(problem, DataType.FLOAT64);
  }

  /** The result of {@code pass}. */
  double[] result(Pass pass, Operands<A> operands) {
    return run(pass, operands, value -> value);
  }

  /** The same on absolute values: for each element the sum of the absolute values of its terms. */
  double[] magnitude(Pass pass, Operands<A> operands) {
    return run(pass, operands, Math::abs);
  }

  private double[] run(Pass pass, Operands<A> operands, DoubleUnaryOperator change) {
    Map<Operand, Slice<double[]>> changed = new EnumMap<>(Operand.class);
    for (Operand operand : Operand.of(pass)) {
      if (operands.has(operand)) {
        changed.put(operand, Slice.of(widen(operand, operands.get(operand), change)));
      }
    }
    double[] out = new double[Result.size(problem, pass)];
    new Operands<>(changed).run(plan, pass, Slice.of(out), WriteMode.OVERWRITE, null);
    return out;
  }

  private double[] widen(Operand operand, Slice<A> slice, DoubleUnaryOperator change) {
    double[] wide = new double[operand.size(problem)];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = change.applyAsDouble(type.get(slice.array(), slice.offset() + i));
    }
    return wide;
  }
}
