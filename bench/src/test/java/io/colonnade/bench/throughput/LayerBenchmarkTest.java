package io.colonnade.bench.throughput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.bench.ForwardOnlyBackend;
import io.colonnade.bench.IdleBackend;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.LayerTimings.Ceiling;
import io.colonnade.bench.throughput.LayerTimings.Run;
import io.colonnade.blas.Blas;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerBenchmarkTest {
  private static final Sampling BRIEF = new Sampling(0, 0, 0, 3);
  private static final String SMALL = "n2_c4_f6_g2_i5x6_k3x3_p1";

  private static LayerTimings run(
      List<ConvolutionBackend> backends, Workload workload, DataType<?> type, String problem) {
    Layer layer = new Layer("layer", 1, ConvolutionProblem.parse(problem));
    try (var benchmark =
        new LayerBenchmark<>(
            backends,
            workload,
            type,
            PlanOptions.defaults().withThreads(2),
            Blas.of("java"),
            BRIEF)) {
      return benchmark.run(layer, share -> {});
    }
  }

  private static Run run(LayerTimings timings, int backend) {
    return Objects.requireNonNull(timings.backends().get(backend).run());
  }

  @ParameterizedTest
  @EnumSource
  void timesABackendAndItsCeilingInEveryWorkload(Workload workload) {
    for (DataType<?> type : DataType.all()) {
      LayerTimings timings = run(List.of(new ReferenceBackend()), workload, type, SMALL);
      Run run = run(timings, 0);
      assertEquals("loops", run.algorithm());
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
            List.of(new ReferenceBackend()),
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
  void backendsKeepTheirOrderAndThoseThatDoNotSupportTheWorkloadStandWithoutFigures() {
    LayerTimings timings =
        run(
            List.of(new ForwardOnlyBackend(), new ReferenceBackend()),
            Workload.BACKWARD_DATA,
            DataType.FLOAT32,
            SMALL);
    assertEquals(new BackendTiming("forward-only", null), timings.backends().get(0));
    assertEquals("reference", timings.backends().get(1).backend());
    assertTrue(run(timings, 1).timing().seconds() > 0);
    assertEquals("reference", Objects.requireNonNull(timings.again()).backend());
  }

  @Test
  void aLayerThatNobodySupportsIsNotMeasured() {
    LayerTimings timings =
        run(List.of(new ForwardOnlyBackend()), Workload.TRAINING, DataType.FLOAT32, SMALL);
    assertEquals(List.of(new BackendTiming("forward-only", null)), timings.backends());
    assertNull(timings.ceiling());
    assertNull(timings.again());
  }

  @ParameterizedTest
  @EnumSource
  void aBackendThatLeavesElementsUnwrittenIsFoundOut(Workload workload) {
    var e =
        assertThrows(
            IllegalStateException.class,
            () -> run(List.of(new IdleBackend()), workload, DataType.FLOAT64, SMALL));
    assertEquals(
        "backend=idle, %s of %s: wrote a result that is not finite, or left elements unwritten"
            .formatted(workload.passes().get(0), SMALL),
        e.getMessage());
  }
}
