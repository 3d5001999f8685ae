package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.ErrorBound;
import io.colonnade.Pass;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * What the results should be: the reference loops in double precision, on the operands of any type.
 *
 * @param <A> the operands' array type
 */
final class Loops<A> {
  private final TestedOperator operator;
  private final DataType<A> type;

  Loops(TestedOperator operator, DataType<A> type) {
    this.operator = operator;
    this.type = type;
  }

  /** The result of {@code pass}. */
  double[] result(Pass pass, Operands<A> operands) {
    return run(pass, operands, value -> value);
  }

  /** The same on absolute values: for each element the sum of the absolute values of its terms. */
  double[] magnitude(Pass pass, Operands<A> operands) {
    return run(pass, operands, Math::abs);
  }

  /**
   * For each element what {@code bound} multiplies by γ: the sums over what is near, amplified, and
   * the bias.
   */
  double[] mixedMagnitude(Pass pass, Operands<A> operands, ErrorBound bound) {
    Operands<double[]> magnitudes = change(pass, operands, Math::abs);
    double[] sums = operator.mixed(pass, magnitudes, bound.reach());
    double[] bias = new double[sums.length];
    if (magnitudes.has(Operand.BIAS)) {
      double[] zeros = new double[operator.size(Operand.X)];
      bias = operator.loops(pass, magnitudes.with(Operand.X, Slice.of(zeros)));
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = bound.amplification() * sums[i] + bias[i];
    }
    return sums;
  }

  private double[] run(Pass pass, Operands<A> operands, DoubleUnaryOperator change) {
    return operator.loops(pass, change(pass, operands, change));
  }

  private Operands<double[]> change(Pass pass, Operands<A> operands, DoubleUnaryOperator change) {
    Map<Operand, Slice<double[]>> changed = new EnumMap<>(Operand.class);
    for (Operand operand : operator.operands(pass)) {
      if (operands.has(operand)) {
        changed.put(operand, Slice.of(widen(operand, operands.get(operand), change)));
      }
    }
    return new Operands<>(changed);
  }

  private double[] widen(Operand operand, Slice<A> slice, DoubleUnaryOperator change) {
    double[] wide = new double[operator.size(operand)];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = change.applyAsDouble(type.get(slice.array(), slice.offset() + i));
    }
    return wide;
  }
}
