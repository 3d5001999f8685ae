package io.colonnade.contract;

import static io.colonnade.Pass.FORWARD;

import io.colonnade.Activation;
import io.colonnade.WriteMode;
import java.util.Arrays;
import java.util.List;

/** The forward pass may end in an activation. */
final class ActivationProperties {
  /** The factors and bounds keep integers exact, or make quarters of them. */
  private static final List<Activation> ACTIVATIONS =
      List.of(Activation.RELU, Activation.leakyRelu(0.25), Activation.clamp(-3, 5));

  private ActivationProperties() {}

  static List<ContractProperty> all() {
    return List.of(
        ContractProperty.of(
            "forward: applies the activation to each result",
            ActivationProperties::applied,
            FORWARD),
        ContractProperty.of(
            "forward: keeps a NaN through the activation", ActivationProperties::keepsNan, FORWARD),
        ContractProperty.of(
            "forward: refuses to accumulate with an activation",
            ActivationProperties::accumulate,
            FORWARD));
  }

  private static <A> void applied(Trial<A> trial) {
    for (Activation activation : ACTIVATIONS) {
      Passes<A> plan = plan(trial, activation);
      A got = trial.run(plan, FORWARD, trial.integers());
      double[] want = Arrays.stream(trial.onIntegers(FORWARD)).map(activation::apply).toArray();
      trial.requireEqual(activation.toString(), plan, FORWARD, got, want, trial.integers());
    }
  }

  /** A bias of NaN makes every result NaN. */
  private static <A> void keepsNan(Trial<A> trial) {
    A bias = trial.poisoned(trial.operator().size(Operand.BIAS));
    Operands<A> operands = trial.integers().with(Operand.BIAS, Slice.of(bias));
    for (Activation activation : ACTIVATIONS) {
      double[] got = trial.widen(trial.run(plan(trial, activation), FORWARD, operands));
      double[] want = new double[got.length];
      Arrays.fill(want, Double.NaN);
      Trial.requireWithin(activation.toString(), "y", got, want, new double[want.length]);
    }
  }

  private static <A> void accumulate(Trial<A> trial) {
    Passes<A> plan = plan(trial, Activation.RELU);
    A y = trial.type().newArray(trial.resultSize(FORWARD));
    try {
      plan.run(FORWARD, trial.integers(), Slice.of(y), WriteMode.ACCUMULATE, null);
    } catch (IllegalArgumentException e) {
      double[] untouched = new double[trial.type().length(y)];
      Trial.requireWithin("after the error", "y", trial.widen(y), untouched, untouched);
      return;
    }
    throw new Mismatch("was accepted");
  }

  private static <A> Passes<A> plan(Trial<A> trial, Activation activation) {
    return trial.plan(trial.options().withActivation(activation));
  }
}
