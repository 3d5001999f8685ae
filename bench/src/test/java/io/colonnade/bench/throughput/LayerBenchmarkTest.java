package io.colonnade.bench.throughput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DataType;
import io.colonnade.bench.ForwardOnlyBackend;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.LayerBenchmark.Conduct;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.LayerTimings.Ceiling;
import io.colonnade.bench.throughput.LayerTimings.Run;
import io.colonnade.blas.Blas;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerBenchmarkTest {
  private static final Sampling BRIEF = new Sampling(0, 0, 0, 3);
  private static final String SMALL = "n2_c4_f6_g2_i5x6_k3x3_p1";

  /** Takes as long as it says, and notes what it is asked for. */
  private static final class Scripted implements Runner {
    private final String name;
    private final long nanosPerCall;
    private final List<String> log;
    private final String failsAt;

    Scripted(String name, long nanosPerCall, List<String> log, String failsAt) {
      this.name = name;
      this.nanosPerCall = nanosPerCall;
      this.log = log;
      this.failsAt = failsAt;
    }

    Scripted(String name, long nanosPerCall) {
      this(name, nanosPerCall, new ArrayList<>(), "never");
    }

    private void note(String what) {
      log.add(name + " " + what);
      if (what.equals(failsAt)) {
        throw new RunnerException("no " + what, List.of("a line"));
      }
    }

    @Override
    public String backend() {
      return name;
    }

    @Override
    public Preparation prepare(Job job) {
      note("prepare");
      return new Preparation(Status.MEASURED, "scripted", 17, 19L);
    }

    @Override
    public long nanos(int calls) {
      note("run");
      return calls * nanosPerCall;
    }

    @Override
    public long release() {
      note("release");
      return 23;
    }

    @Override
    public void close() {}
  }

  private static LayerTimings run(
      List<Runner> runners, Runner twin, Workload workload, DataType<?> type, String problem) {
    Layer layer = new Layer("layer", 1, ConvolutionProblem.parse(problem));
    Conduct conduct = new Conduct(workload, type, 2, Mode.ARRAYS, Filters.EACH_CALL);
    try (var benchmark = new LayerBenchmark(runners, twin, conduct, Blas.of("java"))) {
      return benchmark.run(layer, BRIEF, share -> {});
    }
  }

  private static LayerTimings run(Runner... runners) {
    Runner twin = new Scripted(runners[0].backend(), 11);
    return run(List.of(runners), twin, Workload.FORWARD, DataType.FLOAT32, SMALL);
  }

  private static Runner reference() {
    return new LocalRunner(new ReferenceBackend());
  }

  private static Run run(LayerTimings timings, int backend) {
    return Objects.requireNonNull(timings.backends().get(backend).run());
  }

  private static BackendTiming failed(String backend, String what) {
    return BackendTiming.failed(backend, new RunnerException("no " + what, List.of("a line")));
  }

  @ParameterizedTest
  @EnumSource
  void timesABackendAndItsCeilingInEveryWorkload(Workload workload) {
    for (DataType<?> type : DataType.all()) {
      LayerTimings timings = run(List.of(reference()), reference(), workload, type, SMALL);
      Run run = run(timings, 0);
      assertEquals("loops", run.preparation().algorithm());
      assertEquals(BRIEF.leastRounds(), run.timing().samples());
      assertTrue(run.timing().seconds() > 0);
      Ceiling ceiling = Objects.requireNonNull(timings.ceiling());
      assertTrue(ceiling.seconds() > 0);
      assertEquals("reference", Objects.requireNonNull(timings.again()).backend());
    }
  }

  @Test
  void depthwiseLayersHaveNoCeiling() {
    LayerTimings timings =
        run(
            List.of(reference()),
            reference(),
            Workload.TRAINING,
            DataType.FLOAT32,
            "n1_c4_f8_g4_i5x6_k3x3");
    assertNull(timings.ceiling());
    assertNotNull(timings.again());
  }

  @Test
  void aSingleChannelIsNotDepthwise() {
    assertTrue(GemmCeiling.exists(ConvolutionProblem.parse("n1_c1_f8_i5x6_k3x3")));
  }

  @Test
  void matricesBeyondAJavaArrayHaveNoCeiling() {
    assertEquals(
        List.of(true, false),
        List.of("n1_c64_f64_i1000x1000_k5x5_p2", "n1_c64_f64_i2000x2000_k5x5_p2").stream()
            .map(problem -> GemmCeiling.exists(ConvolutionProblem.parse(problem)))
            .toList());
  }

  @Test
  void theFiguresAreThoseOfTheRunnersAndTheRatioThatOfTheTwin() {
    LayerTimings timings = run(new Scripted("a", 10), new Scripted("b", 30));
    assertEquals(1e-8, run(timings, 0).timing().seconds(), 1e-18);
    assertEquals(3e-8, run(timings, 1).timing().seconds(), 1e-18);
    assertEquals(17, run(timings, 0).preparation().workspaceBytes());
    assertEquals(23, run(timings, 1).peakResidentBytes());
    assertEquals(1.1, Objects.requireNonNull(timings.again()).ratio(), 1e-12);
  }

  @Test
  void runnersTakeTurnsInRotatingOrder() {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    Runner twin = new Scripted("a'", 10, log, "never");
    run(
        List.of(new Scripted("a", 10, log, "never"), new Scripted("b", 10, log, "never")),
        twin,
        Workload.FORWARD,
        DataType.FLOAT32,
        "n1_c4_f8_g4_i5x6_k3x3");
    assertEquals(Set.of("a prepare", "b prepare"), Set.copyOf(log.subList(0, 2)));
    assertEquals(
        List.of(
            "a' prepare",
            "a run",
            "b run",
            "a' run", // warm-up
            "a run",
            "b run",
            "a' run",
            "b run",
            "a' run",
            "a run",
            "a' run",
            "a run",
            "b run",
            "a release",
            "b release"),
        log.subList(2, log.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare", "run", "release"})
  void aBackendThatFailsAtAnyStepStandsWithItsMessageAndTheRestGoesOn(String step) {
    Runner failing = new Scripted("failing", 10, new ArrayList<>(), step);
    LayerTimings timings = run(new Scripted("a", 10), failing, new Scripted("b", 20));
    assertEquals(failed("failing", step), timings.backends().get(1));
    assertEquals(1e-8, run(timings, 0).timing().seconds(), 1e-18);
    assertEquals(2e-8, run(timings, 2).timing().seconds(), 1e-18);
    assertNotNull(timings.again());
    assertNotNull(timings.ceiling());
  }

  @Test
  void whereTheFirstFailsThereIsNothingToCompareItsTwinWith() {
    Runner failing = new Scripted("failing", 10, new ArrayList<>(), "prepare");
    LayerTimings timings = run(failing, new Scripted("a", 10));
    assertEquals(failed("failing", "prepare"), timings.backends().get(0));
    assertNull(timings.again());
    assertEquals(1e-8, run(timings, 1).timing().seconds(), 1e-18);
  }

  @Test
  void whereTheTwinFailsThereIsNoRatio() {
    Runner twin = new Scripted("a", 10, new ArrayList<>(), "run");
    LayerTimings timings =
        run(List.of(new Scripted("a", 10)), twin, Workload.FORWARD, DataType.FLOAT32, SMALL);
    assertNull(timings.again());
    assertEquals(1e-8, run(timings, 0).timing().seconds(), 1e-18);
  }

  @Test
  void theReferenceIsLeftOutWhereALayerIsLarge() {
    LayerTimings timings =
        run(
            List.of(new Scripted("a", 10), new Scripted("reference", 10)),
            new Scripted("a", 10),
            Workload.FORWARD,
            DataType.FLOAT32,
            "n8_c64_f64_i56x56_k3x3_p1");
    assertEquals(
        BackendTiming.skipped("reference", "more than its limit of 20,000,000 flops a call"),
        timings.backends().get(1));
  }

  @Test
  void backendsKeepTheirOrderAndThoseThatDoNotSupportTheWorkloadStandWithoutFigures() {
    LayerTimings timings =
        run(
            List.of(new LocalRunner(new ForwardOnlyBackend()), reference()),
            reference(),
            Workload.BACKWARD_DATA,
            DataType.FLOAT32,
            SMALL);
    assertEquals(
        BackendTiming.without("forward-only", Status.UNSUPPORTED), timings.backends().get(0));
    assertEquals("reference", timings.backends().get(1).backend());
    assertTrue(run(timings, 1).timing().seconds() > 0);
  }

  @Test
  void aLayerThatNobodySupportsIsNotMeasured() {
    Runner runner = new LocalRunner(new ForwardOnlyBackend());
    LayerTimings timings = run(List.of(runner), runner, Workload.TRAINING, DataType.FLOAT32, SMALL);
    assertEquals(
        List.of(BackendTiming.without("forward-only", Status.UNSUPPORTED)), timings.backends());
    assertNull(timings.ceiling());
    assertNull(timings.again());
  }
}
