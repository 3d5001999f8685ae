package io.colonnade.contract;

import static io.colonnade.Pass.BACKWARD_DATA;
import static io.colonnade.Pass.FORWARD;

import java.util.List;

/** Transposed convolution is the transposed matrix of the convolution. */
final class TransposedProperties {
  private TransposedProperties() {}

  static List<ContractProperty> all() {
    return List.of(
        ContractProperty.of(
            "forward: is the transposed unrolled matrix times x",
            TransposedProperties::forward,
            FORWARD),
        ContractProperty.of(
            "backward-data: is the unrolled matrix times dy",
            TransposedProperties::backwardData,
            BACKWARD_DATA));
  }

  private static <A> void forward(Trial<A> trial) {
    Operands<A> operands = trial.integers().withoutBias();
    double[] x = trial.widen(operands.get(Operand.X).array());
    double[] want = GradientProperties.unrolled(trial).backwardData(x);
    trial.requireEqual("𝒲ᵀ·x", FORWARD, trial.run(FORWARD, operands), want, operands);
  }

  private static <A> void backwardData(Trial<A> trial) {
    double[] dy = trial.widen(trial.integers().get(Operand.DY).array());
    double[] want = GradientProperties.unrolled(trial).forward(dy);
    A got = trial.run(BACKWARD_DATA, trial.integers());
    trial.requireEqual("𝒲·dy", BACKWARD_DATA, got, want, trial.integers());
  }
}
