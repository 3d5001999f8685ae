package io.colonnade.contract;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One call of a pass, which a {@link Fault} spoils on its way to the loops or back.
 *
 * @param problem what is to be computed
 * @param plan the plan that was called
 * @param pass its pass
 * @param operands what it reads
 * @param out where its result goes
 * @param accumulate whether the result is added
 * @param workspace the caller's workspace
 * @param <A> the array type
 */
record Call<A>(
    ConvolutionProblem problem,
    ConvolutionPlan<A> plan,
    Pass pass,
    Operands<A> operands,
    Slice<A> out,
    boolean accumulate,
    @Nullable Workspace workspace) {

  DataType<A> type() {
    return plan.type();
  }

  PlanOptions options() {
    return plan.options();
  }

  /** The same call for another problem with tensors of the same sizes. */
  Call<A> with(ConvolutionProblem other) {
    return new Call<>(other, plan, pass, operands, out, accumulate, workspace);
  }

  /** The same call with another operand. */
  Call<A> with(Operand operand, double[] values) {
    A array = type().newArray(values.length);
    for (int i = 0; i < values.length; i++) {
      type().set(array, i, values[i]);
    }
    Operands<A> changed = operands.with(operand, Slice.of(array));
    return new Call<>(problem, plan, pass, changed, out, accumulate, workspace);
  }

  /** The same call without a bias. */
  Call<A> withoutBias() {
    return new Call<>(problem, plan, pass, operands.withoutBias(), out, accumulate, workspace);
  }

  /** The same call, adding or overwriting. */
  Call<A> accumulating(boolean adds) {
    return new Call<>(problem, plan, pass, operands, out, adds, workspace);
  }

  /** A copy of an operand. */
  double[] in(Operand operand) {
    return values(operands.get(operand), operand.size(problem));
  }

  /** A copy of what the result's range holds. */
  double[] content() {
    return values(out, Result.sameShape(pass).size(problem));
  }

  private double[] values(Slice<A> slice, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = type().get(slice.array(), slice.offset() + i);
    }
    return values;
  }

  /** The right result, without what was there before. */
  double[] result() {
    double[] sums = sums();
    return pass == Pass.FORWARD
        ? Arrays.stream(sums).map(options().activation()::apply).toArray()
        : sums;
  }

  /** The result before the activation. */
  double[] sums() {
    A result = type().newArray(Result.sameShape(pass).size(problem));
    ConvolutionPlan<A> loops = new ReferenceBackend().plan(problem, type());
    operands.run(loops, pass, Slice.of(result), WriteMode.OVERWRITE, null);
    return values(Slice.of(result), type().length(result));
  }

  /** Writes or adds {@code result}. */
  void write(double[] result) {
    double[] old = content();
    for (int i = 0; i < result.length; i++) {
      put(i, accumulate ? old[i] + result[i] : result[i]);
    }
  }

  void put(int index, double value) {
    type().set(out.array(), out.offset() + index, value);
  }

  /** Does it right. */
  void compute() {
    write(result());
  }
}
