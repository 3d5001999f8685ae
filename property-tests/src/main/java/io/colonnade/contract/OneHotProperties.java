package io.colonnade.contract;

import static io.colonnade.Pass.BACKWARD_DATA;
import static io.colonnade.Pass.BACKWARD_WEIGHTS;

import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.SplittableRandom;

/** The gradients of one output: ∂y/∂x is the kernel placed there, ∂y/∂w the patch under it. */
final class OneHotProperties {
  private OneHotProperties() {}

  static List<ContractProperty> all() {
    return List.of(
        ContractProperty.of(
            "backward-data: of a one-hot dy is the kernel placed there",
            OneHotProperties::placedKernel,
            BACKWARD_DATA),
        ContractProperty.of(
            "backward-weights: of a one-hot dy is the patch there",
            OneHotProperties::patch,
            BACKWARD_WEIGHTS));
  }

  private static <A> void placedKernel(Trial<A> trial) {
    ConvolutionProblem problem = trial.problem();
    Output output = Output.random(trial);
    double[] w = trial.widen(trial.integers().get(Operand.W).array());
    double[] want = new double[Operand.X.size(problem)];
    for (int c = 0; c < problem.channelsPerGroup(); c++) {
      for (int k = 0; k < problem.window().kernelSize(); k++) {
        int cell = output.cell(problem, c, k);
        if (cell >= 0) {
          want[cell] += w[output.tap(problem, c, k)];
        }
      }
    }
    Operands<A> operands = output.oneHot(trial);
    A got = trial.run(BACKWARD_DATA, operands);
    trial.requireEqual(output.toString(), BACKWARD_DATA, got, want, operands);
  }

  private static <A> void patch(Trial<A> trial) {
    ConvolutionProblem problem = trial.problem();
    Output output = Output.random(trial);
    double[] x = trial.widen(trial.integers().get(Operand.X).array());
    double[] want = new double[Operand.W.size(problem)];
    for (int c = 0; c < problem.channelsPerGroup(); c++) {
      for (int k = 0; k < problem.window().kernelSize(); k++) {
        int cell = output.cell(problem, c, k);
        want[output.tap(problem, c, k)] = cell < 0 ? 0 : x[cell];
      }
    }
    Operands<A> operands = output.oneHot(trial);
    A got = trial.run(BACKWARD_WEIGHTS, operands);
    trial.requireEqual(output.toString(), BACKWARD_WEIGHTS, got, want, operands);
  }

  /** One element of Y. */
  private record Output(long image, long filter, long position) {

    static Output random(Trial<?> trial) {
      SplittableRandom random = trial.random();
      ConvolutionProblem problem = trial.problem();
      return new Output(
          random.nextLong(problem.batch()),
          random.nextLong(problem.filters()),
          random.nextLong(problem.window().outputSize()));
    }

    /** The integers, with dY 1 here and 0 elsewhere. */
    <A> Operands<A> oneHot(Trial<A> trial) {
      A dy = trial.type().newArray(trial.operator().size(Operand.DY));
      int index = (int) trial.problem().yStrides().index(image, filter, position);
      trial.type().set(dy, index, 1);
      return trial.integers().with(Operand.DY, Slice.of(dy));
    }

    /**
     * The index in X of what tap {@code k} of channel {@code c} of the filter reads, or −1 in
     * padding of zeros.
     */
    int cell(ConvolutionProblem problem, int c, int k) {
      int cell = Cells.under(problem, position, k);
      long channel = filter / problem.filtersPerGroup() * problem.channelsPerGroup() + c;
      return cell < 0 ? -1 : (int) problem.xStrides().index(image, channel, cell);
    }

    /** The index in W of tap {@code k} of channel {@code c} of the filter. */
    int tap(ConvolutionProblem problem, int c, int k) {
      return (int) problem.wStrides().index(filter, c, k);
    }

    @Override
    public String toString() {
      return "dy=1 at image %d, filter %d, position %d".formatted(image, filter, position);
    }
  }
}
