package io.colonnade.contract;

import io.colonnade.Pass;
import java.util.ArrayList;
import java.util.List;

/** The passes compute what the loops compute. */
final class EquivalenceProperties {
  private EquivalenceProperties() {}

  static List<ContractProperty> all() {
    List<ContractProperty> all = new ArrayList<>();
    all.addAll(
        ContractProperty.ofEachPass(
            "equals the loops on integers", EquivalenceProperties::onIntegers));
    all.addAll(
        ContractProperty.ofEachPass("is near the loops on reals", EquivalenceProperties::onReals));
    all.add(
        ContractProperty.of(
            "forward: equals the loops without a bias",
            EquivalenceProperties::withoutBias,
            Pass.FORWARD));
    return all;
  }

  private static <A> void onIntegers(Trial<A> trial, Pass pass) {
    A got = trial.run(pass, trial.integers());
    trial.requireEqual("integers", pass, got, trial.onIntegers(pass), trial.integers());
  }

  private static <A> void onReals(Trial<A> trial, Pass pass) {
    A got = trial.run(pass, trial.reals());
    double[] allowed = trial.tolerance().onReals(trial.plan().explain(pass), pass, trial.reals());
    Trial.requireWithin(
        "reals",
        trial.operator().resultName(pass),
        trial.widen(got),
        trial.loops().result(pass, trial.reals()),
        allowed);
  }

  private static <A> void withoutBias(Trial<A> trial) {
    Operands<A> operands = trial.integers().withoutBias();
    A got = trial.run(Pass.FORWARD, operands);
    double[] want = trial.loops().result(Pass.FORWARD, operands);
    trial.requireEqual("bias=null", Pass.FORWARD, got, want, operands);
  }
}
