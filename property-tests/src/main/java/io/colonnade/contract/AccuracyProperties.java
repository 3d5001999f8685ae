package io.colonnade.contract;

import io.colonnade.Accuracy;
import io.colonnade.Pass;
import java.util.List;

/** Whoever asks for direct summation gets it. */
final class AccuracyProperties {
  private AccuracyProperties() {}

  static List<ContractProperty> all() {
    return ContractProperty.ofEachPass(
        "is exact on integers where accuracy is strict", AccuracyProperties::strict);
  }

  /** A plan that is to use an algorithm which is not exact may be refused. */
  private static <A> void strict(Trial<A> trial, Pass pass) {
    if (trial.options().forcesAlgorithm() && !trial.plan().explain(pass).exactOnIntegers()) {
      return;
    }
    Passes<A> plan = trial.plan(trial.options().withAccuracy(Accuracy.STRICT));
    if (!plan.explain(pass).exactOnIntegers()) {
      throw new Mismatch(plan.explain(pass).algorithm() + " is not exact");
    }
    double[] want = trial.onIntegers(pass);
    Trial.requireWithin(
        "integers",
        trial.operator().resultName(pass),
        trial.widen(trial.run(plan, pass, trial.integers())),
        want,
        new double[want.length]);
  }
}
