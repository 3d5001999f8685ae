package io.colonnade.contract;

import io.colonnade.Pass;
import java.util.ArrayList;
import java.util.List;

/** Every pass is linear in each of its operands, the forward pass in filters and bias together. */
final class LinearityProperties {
  private static final int FACTOR = 3;

  private LinearityProperties() {}

  static List<ContractProperty> all() {
    List<ContractProperty> all = new ArrayList<>();
    for (Pass pass : Pass.values()) {
      for (Operand operand : Operand.of(pass)) {
        String name = "%s: is linear in %s".formatted(pass, operand);
        all.add(ContractProperty.of(name, new Linear(pass, operand), pass));
      }
    }
    return all;
  }

  /**
   * {@code pass(u + 3v) = pass(u) + 3·pass(v)}, u and v in the place of one operand, the bias 0
   * unless it is that operand.
   */
  private record Linear(Pass pass, Operand operand) implements ContractProperty.Check {

    @Override
    public <A> void check(Trial<A> trial) {
      Operands<A> u =
          operand == Operand.BIAS ? withZeroFilters(trial) : trial.integers().withoutBias();
      Operands<A> v = u.with(operand, otherValues(trial));
      Operands<A> sum = u.with(operand, combine(trial, u.get(operand), v.get(operand)));
      double[] want = trial.widen(trial.run(pass, u));
      double[] ofV = trial.widen(trial.run(pass, v));
      double[] allowed = allowed(trial, sum);
      double[] allowedOfU = allowed(trial, u);
      double[] allowedOfV = allowed(trial, v);
      for (int i = 0; i < want.length; i++) {
        want[i] += FACTOR * ofV[i];
        allowed[i] += allowedOfU[i] + FACTOR * allowedOfV[i];
      }
      double[] got = trial.widen(trial.run(pass, sum));
      Trial.requireWithin("u + 3v", trial.operator().resultName(pass), got, want, allowed);
    }

    private <A> double[] allowed(Trial<A> trial, Operands<A> operands) {
      return trial.tolerance().onIntegers(trial.plan().explain(pass), pass, operands);
    }

    private static <A> Operands<A> withZeroFilters(Trial<A> trial) {
      A zeros = trial.type().newArray(trial.operator().size(Operand.W));
      return trial.integers().with(Operand.W, Slice.of(zeros));
    }

    private <A> Slice<A> otherValues(Trial<A> trial) {
      return OperandGenerator.integers(trial.operator(), trial.type(), trial.random()).get(operand);
    }

    /** u + 3v. */
    private static <A> Slice<A> combine(Trial<A> trial, Slice<A> u, Slice<A> v) {
      int length = trial.type().length(u.array());
      A sum = trial.type().newArray(length);
      for (int i = 0; i < length; i++) {
        double value = trial.type().get(u.array(), i) + FACTOR * trial.type().get(v.array(), i);
        trial.type().set(sum, i, value);
      }
      return Slice.of(sum);
    }
  }
}
