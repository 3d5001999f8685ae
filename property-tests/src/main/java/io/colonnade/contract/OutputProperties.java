package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import java.util.ArrayList;
import java.util.List;

/** What a pass writes, and what it leaves alone. */
final class OutputProperties {
  private static final int GUARD = 5;
  private static final double SENTINEL = -77.5;

  private OutputProperties() {}

  static List<ContractProperty> all() {
    List<ContractProperty> all = new ArrayList<>();
    all.addAll(
        ContractProperty.ofEachPass(
            "accumulate adds the whole result", OutputProperties::accumulate));
    all.addAll(
        ContractProperty.ofEachPass(
            "writes all of its range and nothing beside it", OutputProperties::range));
    all.addAll(ContractProperty.ofEachPass("only reads its operands", OutputProperties::readsOnly));
    all.addAll(
        ContractProperty.ofEachPass(
            "does not read what is in its workspace", OutputProperties::workspace));
    return all;
  }

  private static <A> void accumulate(Trial<A> trial, Pass pass) {
    DataType<A> type = trial.type();
    double[] want = trial.onIntegers(pass).clone();
    A out = type.newArray(want.length);
    for (int i = 0; i < want.length; i++) {
      type.set(out, i, oldContent(i));
      want[i] += oldContent(i);
    }
    trial.plan().run(pass, trial.integers(), Slice.of(out), WriteMode.ACCUMULATE, null);
    Explanation explanation = trial.plan().explain(pass);
    double[] allowed = trial.tolerance().onIntegers(explanation, pass, trial.integers());
    if (!explanation.exactOnIntegers()) {
      double factor = trial.tolerance().factor(explanation, pass);
      for (int i = 0; i < allowed.length; i++) {
        allowed[i] += factor * Math.abs(oldContent(i));
      }
    }
    Trial.requireWithin(
        "accumulate", trial.operator().resultName(pass), trial.widen(out), want, allowed);
  }

  private static double oldContent(int index) {
    return index % 5 - 2;
  }

  /**
   * All arrays have an offset and something behind; the operands' surroundings are NaN, the
   * result's a sentinel.
   */
  private static <A> void range(Trial<A> trial, Pass pass) {
    DataType<A> type = trial.type();
    Operands<A> operands = trial.integers();
    int offset = 1;
    for (Operand operand : trial.operator().operands(pass)) {
      operands = operands.with(operand, embed(trial, operands.get(operand), offset++));
    }
    int size = trial.resultSize(pass);
    A out = trial.poisoned(size + 2 * GUARD);
    for (int i = 0; i < GUARD; i++) {
      type.set(out, i, SENTINEL);
      type.set(out, GUARD + size + i, SENTINEL);
    }
    trial.plan().run(pass, operands, new Slice<>(out, GUARD), WriteMode.OVERWRITE, null);
    for (int i = 0; i < GUARD; i++) {
      requireSentinel(trial, pass, out, i);
      requireSentinel(trial, pass, out, GUARD + size + i);
    }
    A got = type.newArray(size);
    for (int i = 0; i < size; i++) {
      type.set(got, i, type.get(out, GUARD + i));
    }
    trial.requireEqual("with offsets", pass, got, trial.onIntegers(pass), trial.integers());
  }

  private static <A> Slice<A> embed(Trial<A> trial, Slice<A> slice, int offset) {
    int size = trial.type().length(slice.array());
    A array = trial.poisoned(offset + size + GUARD);
    for (int i = 0; i < size; i++) {
      trial.type().set(array, offset + i, trial.type().get(slice.array(), i));
    }
    return new Slice<>(array, offset);
  }

  private static <A> void requireSentinel(Trial<A> trial, Pass pass, A out, int index) {
    double got = trial.type().get(out, index);
    if (got != SENTINEL) {
      throw new Mismatch(
          "outside of the result",
          new Difference(trial.operator().resultName(pass), index - GUARD, got, SENTINEL, 0));
    }
  }

  /** On operands of its own: those that other properties share may have been changed already. */
  private static <A> void readsOnly(Trial<A> trial, Pass pass) {
    Operands<A> operands = OperandGenerator.reals(trial.operator(), trial.type(), trial.random());
    List<double[]> before = new ArrayList<>();
    for (Operand operand : trial.operator().operands(pass)) {
      before.add(trial.widen(operands.get(operand).array()));
    }
    trial.run(pass, operands);
    for (Operand operand : trial.operator().operands(pass)) {
      double[] want = before.remove(0);
      double[] got = trial.widen(operands.get(operand).array());
      Trial.requireWithin(
          "operand after the call",
          trial.operator().name(operand),
          got,
          want,
          new double[want.length]);
    }
  }

  /** Every supported pass leaves NaN in the workspace; then the pass is run with it. */
  private static <A> void workspace(Trial<A> trial, Pass pass) {
    Workspace workspace = trial.plan().newWorkspace();
    Operands<A> nans = trial.nans();
    for (Pass other : Pass.values()) {
      if (trial.supports(other)) {
        A nowhere = trial.poisoned(trial.resultSize(other));
        trial.plan().run(other, nans, Slice.of(nowhere), WriteMode.OVERWRITE, workspace);
      }
    }
    A got = trial.poisoned(trial.resultSize(pass));
    trial.plan().run(pass, trial.integers(), Slice.of(got), WriteMode.OVERWRITE, workspace);
    trial.requireEqual(
        "workspace full of NaN", pass, got, trial.onIntegers(pass), trial.integers());
  }
}
