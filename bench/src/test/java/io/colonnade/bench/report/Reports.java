package io.colonnade.bench.report;

import io.colonnade.bench.layers.BuiltInNetwork;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.LayerTimings;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.LayerTimings.Ceiling;
import io.colonnade.bench.throughput.LayerTimings.Run;
import io.colonnade.bench.throughput.LayerTimings.SameAgain;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Preparation;
import io.colonnade.bench.throughput.Status;
import io.colonnade.bench.throughput.Timing;
import io.colonnade.bench.throughput.Workload;
import java.util.ArrayList;
import java.util.List;

/** Reports with made-up figures, to be printed, written and drawn. */
public final class Reports {

  /** The place in the list of backends of one that supports nothing. */
  public static final String UNSUPPORTING = "none-such";

  private Reports() {}

  /**
   * A forward pass of {@code net}: the first backend takes one second a layer, the next two, and so
   * on.
   */
  public static Report forward(BuiltInNetwork net, String... backends) {
    Results results =
        new Results(
            new Conditions(
                net.id(), Workload.FORWARD, "f32", 1, 2, Mode.ARRAYS, Filters.EACH_CALL));
    List<LayerTimings> timings =
        net.load().layers().stream().map(layer -> timings(layer, backends)).toList();
    List<Result> rows = timings.stream().flatMap(layer -> results.of(layer).stream()).toList();
    return new Report(
        new Environment(
            "Some CPU", 4, "SomeOS 1.0 amd64", "Some JVM 17", "some-blas", "2026-01-02T03:04:05Z"),
        List.of(new Roof("f32", 2, 100.0, 20.0)),
        AaCheck.of(rows),
        rows);
  }

  private static LayerTimings timings(Layer layer, String... backends) {
    List<BackendTiming> timed = new ArrayList<>();
    for (String backend : backends) {
      Timing timing = new Timing(timed.size() + 1.0, 0.015, 30);
      var preparation = new Preparation(Status.MEASURED, "some-algorithm", 300_000, null);
      timed.add(
          backend.equals(UNSUPPORTING)
              ? BackendTiming.without(backend, Status.UNSUPPORTED)
              : BackendTiming.measured(backend, new Run(timing, preparation, 50_000_000)));
    }
    Ceiling ceiling = layer.problem().groups() > 2 ? null : new Ceiling(0.8, "64x64x192");
    return new LayerTimings(layer, timed, ceiling, new SameAgain(backends[0], 0.98));
  }
}
