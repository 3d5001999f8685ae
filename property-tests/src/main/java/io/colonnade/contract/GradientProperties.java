package io.colonnade.contract;

import static io.colonnade.Pass.BACKWARD_BIAS;
import static io.colonnade.Pass.BACKWARD_DATA;
import static io.colonnade.Pass.BACKWARD_WEIGHTS;
import static io.colonnade.Pass.FORWARD;

import io.colonnade.Pass;
import io.colonnade.reference.ConvolutionalGradients;
import io.colonnade.reference.UnrolledConvolution;
import java.util.List;

/** The gradients are those of the forward pass, whichever way they are written. */
final class GradientProperties {
  private GradientProperties() {}

  /** The gradients are the adjoints of the forward pass. */
  static List<ContractProperty> adjoints() {
    return List.of(
        ContractProperty.of(
            "⟨conv(x, w), dy⟩ = ⟨dx(dy), x⟩",
            GradientProperties::dataAdjoint,
            FORWARD,
            BACKWARD_DATA),
        ContractProperty.of(
            "⟨conv(x, w), dy⟩ = ⟨dw(x, dy), w⟩",
            GradientProperties::weightsAdjoint,
            FORWARD,
            BACKWARD_WEIGHTS),
        ContractProperty.of(
            "⟨conv(x, 0) + bias, dy⟩ = ⟨db(dy), bias⟩",
            GradientProperties::biasAdjoint,
            FORWARD,
            BACKWARD_BIAS));
  }

  /** The passes of a convolution are what other ways of writing them give. */
  static List<ContractProperty> otherForms() {
    return List.of(
        ContractProperty.of(
            "forward: is the unrolled matrix times x",
            GradientProperties::unrolledForward,
            FORWARD),
        ContractProperty.of(
            "backward-data: is the transposed unrolled matrix times dy",
            GradientProperties::unrolledBackwardData,
            BACKWARD_DATA),
        ContractProperty.of(
            "backward-data: is the convolution of the spread dy with the turned kernel",
            GradientProperties::turnedKernel,
            BACKWARD_DATA),
        ContractProperty.of(
            "backward-weights: is the convolution of x with the dilated dy",
            GradientProperties::dilatedGradient,
            BACKWARD_WEIGHTS));
  }

  private static <A> void dataAdjoint(Trial<A> trial) {
    adjoint(trial, trial.integers().withoutBias(), BACKWARD_DATA, Operand.X);
  }

  private static <A> void weightsAdjoint(Trial<A> trial) {
    adjoint(trial, trial.integers().withoutBias(), BACKWARD_WEIGHTS, Operand.W);
  }

  private static <A> void biasAdjoint(Trial<A> trial) {
    A zeros = trial.type().newArray(trial.operator().size(Operand.X));
    adjoint(trial, trial.integers().with(Operand.X, Slice.of(zeros)), BACKWARD_BIAS, Operand.BIAS);
  }

  /**
   * {@code ⟨forward, dy⟩ = ⟨gradient, operand⟩}, but for what the results may be off by; the sums
   * of products of exact integers are exact in double precision.
   */
  private static <A> void adjoint(
      Trial<A> trial, Operands<A> operands, Pass pass, Operand operand) {
    double[] dy = trial.widen(operands.get(Operand.DY).array());
    double left = dot(trial.widen(trial.run(FORWARD, operands)), dy, false);
    double right =
        dot(
            trial.widen(trial.run(pass, operands)),
            trial.widen(operands.get(operand).array()),
            false);
    double allowed =
        dot(allowed(trial, FORWARD, operands), dy, true)
            + dot(allowed(trial, pass, operands), trial.widen(operands.get(operand).array()), true);
    Trial.requireWithin(
        "⟨%s, %s⟩ = ⟨y, dy⟩".formatted(trial.operator().resultName(pass), operand),
        "inner product",
        new double[] {right},
        new double[] {left},
        new double[] {allowed});
  }

  private static <A> double[] allowed(Trial<A> trial, Pass pass, Operands<A> operands) {
    return trial.tolerance().onIntegers(trial.plan().explain(pass), pass, operands);
  }

  private static double dot(double[] a, double[] b, boolean absolute) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += absolute ? Math.abs(a[i] * b[i]) : a[i] * b[i];
    }
    return sum;
  }

  private static <A> void unrolledForward(Trial<A> trial) {
    Operands<A> operands = trial.integers().withoutBias();
    double[] want = unrolled(trial).forward(trial.widen(operands.get(Operand.X).array()));
    trial.requireEqual("𝒲·x", FORWARD, trial.run(FORWARD, operands), want, operands);
  }

  private static <A> void unrolledBackwardData(Trial<A> trial) {
    double[] want =
        unrolled(trial).backwardData(trial.widen(trial.integers().get(Operand.DY).array()));
    A got = trial.run(BACKWARD_DATA, trial.integers());
    trial.requireEqual("𝒲ᵀ·dy", BACKWARD_DATA, got, want, trial.integers());
  }

  /** 𝒲 of the integers. */
  static <A> UnrolledConvolution unrolled(Trial<A> trial) {
    if (!UnrolledConvolution.fits(trial.problem())) {
      throw new Inapplicable("the unrolled matrix would be too large");
    }
    double[] w = trial.widen(trial.integers().get(Operand.W).array());
    return new UnrolledConvolution(trial.problem(), w);
  }

  private static <A> void turnedKernel(Trial<A> trial) {
    double[] want =
        ConvolutionalGradients.backwardData(
            trial.problem(),
            trial.widen(trial.integers().get(Operand.DY).array()),
            trial.widen(trial.integers().get(Operand.W).array()));
    A got = trial.run(BACKWARD_DATA, trial.integers());
    trial.requireEqual("turned kernel", BACKWARD_DATA, got, want, trial.integers());
  }

  private static <A> void dilatedGradient(Trial<A> trial) {
    double[] want =
        ConvolutionalGradients.backwardWeights(
            trial.problem(),
            trial.widen(trial.integers().get(Operand.X).array()),
            trial.widen(trial.integers().get(Operand.DY).array()));
    A got = trial.run(BACKWARD_WEIGHTS, trial.integers());
    trial.requireEqual("dilated dy", BACKWARD_WEIGHTS, got, want, trial.integers());
  }
}
