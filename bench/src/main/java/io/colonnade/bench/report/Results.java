package io.colonnade.bench.report;

import io.colonnade.DataType;
import io.colonnade.bench.throughput.LayerTimings;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.LayerTimings.Ceiling;
import io.colonnade.bench.throughput.LayerTimings.Run;
import io.colonnade.bench.throughput.Timing;
import io.colonnade.bench.throughput.Workload;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;

/**
 * Makes {@link Result}s of timings that were all taken under the same conditions.
 *
 * @param net the network
 * @param workload what was timed
 * @param type the element type
 * @param threads threads of one call
 */
public record Results(String net, Workload workload, DataType<?> type, int threads) {

  /** One row for each backend. */
  public List<Result> of(LayerTimings timings) {
    return timings.backends().stream().map(backend -> row(timings, backend)).toList();
  }

  private Result row(LayerTimings timings, BackendTiming backend) {
    ConvolutionProblem problem = timings.layer().problem();
    long flops = workload.flops(problem);
    Run run = backend.run();
    Timing timing = run == null ? null : run.timing();
    Ceiling ceiling = run == null ? null : timings.ceiling();
    return new Result(
        net,
        timings.layer().name(),
        workload.id(),
        type.id(),
        problem.batch(),
        threads,
        backend.backend(),
        Result.ARRAYS,
        Result.EACH_CALL,
        run != null,
        run == null ? null : run.algorithm(),
        problem.toString(),
        flops,
        timings.layer().repeat(),
        timing == null ? null : timing.seconds(),
        timing == null ? null : timing.spread(),
        timing == null ? null : timing.samples(),
        timing == null ? null : Result.gflops((double) flops, timing.seconds()),
        ceiling == null ? null : Result.gflops((double) flops, ceiling.seconds()),
        ceiling == null ? null : ceiling.blocking(),
        run == null ? null : run.workspaceBytes());
  }
}
