package io.colonnade.contract;

import static io.colonnade.Pass.FORWARD;

import io.colonnade.DataType;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import io.colonnade.reference.ReferenceColumns;
import java.util.List;

/** What the columns are good for. */
final class ColumnProperties {
  private ColumnProperties() {}

  static List<ContractProperty> all() {
    return List.of(
        ContractProperty.of(
            "W·forward(x): is the convolution", ColumnProperties::timesFilters, FORWARD));
  }

  private static <A> void timesFilters(Trial<A> trial) {
    ConvolutionProblem problem = trial.problem();
    double[] w = trial.widen(trial.integers().get(Operand.W).array());
    double[] x = trial.widen(trial.integers().get(Operand.X).array());
    double[] want = new double[Math.toIntExact(problem.ySize())];
    new ReferenceBackend().plan(problem, DataType.FLOAT64).forward(x, w, null, want);
    double[] columns = trial.widen(trial.run(FORWARD, trial.integers()));
    double[] got = product(problem, w, columns);
    Trial.requireWithin("W·columns", "y", got, want, new double[want.length]);
  }

  private static double[] product(ConvolutionProblem problem, double[] w, double[] columns) {
    var order = new ReferenceColumns<>(problem, DataType.FLOAT64);
    double[] y = new double[Math.toIntExact(problem.ySize())];
    for (long n = 0; n < problem.batch(); n++) {
      for (long f = 0; f < problem.filters(); f++) {
        long firstChannel = f / problem.filtersPerGroup() * problem.channelsPerGroup();
        for (long c = 0; c < problem.channelsPerGroup(); c++) {
          for (long k = 0; k < problem.window().kernelSize(); k++) {
            double weight = w[(int) problem.wStrides().index(f, c, k)];
            for (long o = 0; o < problem.window().outputSize(); o++) {
              int at = (int) problem.yStrides().index(n, f, o);
              y[at] += weight * columns[order.index(n, firstChannel + c, k, o)];
            }
          }
        }
      }
    }
    return y;
  }
}
