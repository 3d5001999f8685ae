package io.colonnade.contract;

import static io.colonnade.Pass.BACKWARD_BIAS;
import static io.colonnade.Pass.BACKWARD_DATA;
import static io.colonnade.Pass.BACKWARD_WEIGHTS;
import static io.colonnade.Pass.FORWARD;

import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ConvolutionalGradients;
import io.colonnade.reference.UnrolledConvolution;
import java.util.List;

/** The gradients are those of the forward pass, whichever way they are written. */
final class GradientProperties {
  private GradientProperties() {}

  static List<ContractProperty> all() {
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
            BACKWARD_BIAS),
        ContractProperty.of(
            "backward-data: of a one-hot dy is the kernel placed there",
            GradientProperties::placedKernel,
            BACKWARD_DATA),
        ContractProperty.of(
            "backward-weights: of a one-hot dy is the patch there",
            GradientProperties::patch,
            BACKWARD_WEIGHTS),
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
    A zeros = trial.type().newArray(Operand.X.size(trial.problem()));
    adjoint(trial, trial.integers().with(Operand.X, Slice.of(zeros)), BACKWARD_BIAS, Operand.BIAS);
  }

  /**
   * {@code ⟨forward, dy⟩ = ⟨gradient, operand⟩}; the sums of products of exact integers are exact
   * in double precision.
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
    double allowed = 0;
    if (!trial.exact(FORWARD) || !trial.exact(pass)) {
      long terms = Result.terms(trial.problem(), FORWARD) + Result.terms(trial.problem(), pass) + 6;
      double magnitude = dot(trial.loops().magnitude(FORWARD, operands), dy, true);
      allowed = trial.errorFactor(terms) * magnitude;
    }
    Trial.requireWithin(
        "⟨%s, %s⟩ = ⟨y, dy⟩".formatted(Result.name(pass), operand),
        "inner product",
        new double[] {right},
        new double[] {left},
        new double[] {allowed});
  }

  private static double dot(double[] a, double[] b, boolean absolute) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += absolute ? Math.abs(a[i] * b[i]) : a[i] * b[i];
    }
    return sum;
  }

  /** An output element, and the operands whose dY is 1 there and 0 elsewhere. */
  private record OneHot<A>(int image, int filter, int position, Operands<A> operands) {

    static <A> OneHot<A> of(Trial<A> trial) {
      ConvolutionProblem problem = trial.problem();
      int outputs = (int) problem.window().outputSize();
      A dy = trial.type().newArray(Operand.DY.size(problem));
      int at = trial.random().nextInt(trial.type().length(dy));
      trial.type().set(dy, at, 1);
      int plane = at / outputs;
      int filters = (int) problem.filters();
      return new OneHot<>(
          plane / filters,
          plane % filters,
          at % outputs,
          trial.reals().with(Operand.DY, Slice.of(dy)));
    }

    /**
     * The index in X under tap {@code k} of channel {@code c} of the filter's group, or −1 in the
     * padding.
     */
    int cell(ConvolutionProblem problem, int c, int k) {
      int cell = Cells.under(problem.window(), position, k);
      long channel = filter / problem.filtersPerGroup() * problem.channelsPerGroup() + c;
      long plane = image * problem.channels() + channel;
      return cell < 0 ? -1 : (int) (plane * problem.window().inputSize() + cell);
    }

    /** The index in W of tap {@code k} of channel {@code c} of the filter. */
    int tap(ConvolutionProblem problem, int c, int k) {
      return (int) ((filter * problem.channelsPerGroup() + c) * problem.window().kernelSize() + k);
    }

    String where() {
      return "dy=1 at image %d, filter %d, position %d".formatted(image, filter, position);
    }
  }

  private static <A> void placedKernel(Trial<A> trial) {
    OneHot<A> at = OneHot.of(trial);
    double[] w = trial.widen(at.operands().get(Operand.W).array());
    double[] want = new double[Operand.X.size(trial.problem())];
    for (int c = 0; c < trial.problem().channelsPerGroup(); c++) {
      for (int k = 0; k < trial.problem().window().kernelSize(); k++) {
        int cell = at.cell(trial.problem(), c, k);
        if (cell >= 0) {
          want[cell] = w[at.tap(trial.problem(), c, k)];
        }
      }
    }
    A got = trial.run(BACKWARD_DATA, at.operands());
    trial.requireEqual(at.where(), BACKWARD_DATA, got, want, at.operands());
  }

  private static <A> void patch(Trial<A> trial) {
    OneHot<A> at = OneHot.of(trial);
    double[] x = trial.widen(at.operands().get(Operand.X).array());
    double[] want = new double[Operand.W.size(trial.problem())];
    for (int c = 0; c < trial.problem().channelsPerGroup(); c++) {
      for (int k = 0; k < trial.problem().window().kernelSize(); k++) {
        int cell = at.cell(trial.problem(), c, k);
        want[at.tap(trial.problem(), c, k)] = cell < 0 ? 0 : x[cell];
      }
    }
    A got = trial.run(BACKWARD_WEIGHTS, at.operands());
    trial.requireEqual(at.where(), BACKWARD_WEIGHTS, got, want, at.operands());
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

  private static <A> UnrolledConvolution unrolled(Trial<A> trial) {
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
