package io.colonnade.bench.report;

import io.colonnade.bench.throughput.LayerTimings;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.LayerTimings.Ceiling;
import io.colonnade.bench.throughput.LayerTimings.Run;
import io.colonnade.bench.throughput.LayerTimings.SameAgain;
import io.colonnade.bench.throughput.Timing;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;

/**
 * Makes {@link Result}s of timings that were all taken under the same conditions.
 *
 * @param conditions these
 */
public record Results(Conditions conditions) {

  /** One row for each backend. */
  public List<Result> of(LayerTimings timings) {
    return timings.backends().stream().map(backend -> row(timings, backend)).toList();
  }

  private Result row(LayerTimings timings, BackendTiming backend) {
    ConvolutionProblem problem = timings.layer().problem();
    long flops = conditions.pass().flops(problem);
    Run run = backend.run();
    return new Result(
        conditions,
        timings.layer().name(),
        problem.toString(),
        timings.layer().repeat(),
        flops,
        backend.backend(),
        backend.status(),
        backend.message(),
        run == null ? null : run.preparation().algorithm(),
        run == null ? Figures.NONE : figures(timings, backend.backend(), run, flops));
  }

  private static Figures figures(LayerTimings timings, String backend, Run run, long flops) {
    Timing timing = run.timing();
    Ceiling ceiling = timings.ceiling();
    SameAgain again = timings.again();
    return new Figures(
        timing.seconds(),
        timing.spread(),
        timing.samples(),
        Figures.gflops((double) flops, timing.seconds()),
        again == null || !again.backend().equals(backend) ? null : again.ratio(),
        ceiling == null ? null : Figures.gflops((double) flops, ceiling.seconds()),
        ceiling == null ? null : ceiling.blocking(),
        run.preparation().workspaceBytes(),
        run.preparation().preparedBytes(),
        run.peakResidentBytes() == 0 ? null : run.peakResidentBytes());
  }
}
