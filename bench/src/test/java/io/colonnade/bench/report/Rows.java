package io.colonnade.bench.report;

import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Status;
import io.colonnade.bench.throughput.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows with made-up figures, one at a time. */
public final class Rows {

  /** Its flops are 2·3·2·9·25 = 2,700. */
  public static final String PROBLEM = "n1_c2_f3_i5x5_k3x3_p1";

  private static final long FLOPS = 2_700;
  private static final double GIGA = 1e9;

  private Rows() {}

  /** One thread, arrays, filters as they are. */
  public static Conditions conditions(String net, Workload pass, long batch) {
    return new Conditions(net, pass, "f32", batch, 1, Mode.ARRAYS, Filters.EACH_CALL);
  }

  /** A row of {@code seconds}; the layer occurs {@code repeat} times. */
  public static Result measured(
      Conditions conditions, String layer, long repeat, String backend, double seconds) {
    double gflops = FLOPS / seconds / GIGA;
    return new Result(
        conditions,
        layer,
        PROBLEM,
        repeat,
        FLOPS,
        backend,
        Status.MEASURED,
        null,
        "some-algorithm",
        new Figures(
            seconds, 0.01, 7, gflops, 1.01, 1.25 * gflops, "whole", 4_096L, null, 3L << 20));
  }

  /** A row without figures. */
  public static Result missing(
      Conditions conditions, String layer, String backend, Status status, @Nullable String why) {
    return new Result(
        conditions, layer, PROBLEM, 1, FLOPS, backend, status, why, null, Figures.NONE);
  }

  /** A report of some machine. */
  public static Report report(Result... rows) {
    List<Result> results = List.of(rows);
    return new Report(
        new Environment(
            "Some CPU", 4, "SomeOS 1.0 amd64", "Some JVM 17", "some-blas", "2026-01-02T03:04:05Z"),
        List.of(new Roof("f32", 1, 100.0, 20.0)),
        AaCheck.of(results),
        results);
  }
}
