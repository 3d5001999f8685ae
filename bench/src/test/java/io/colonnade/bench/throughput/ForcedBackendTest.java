package io.colonnade.bench.throughput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import org.junit.jupiter.api.Test;

class ForcedBackendTest {
  private static final ConvolutionProblem ONE = ConvolutionProblem.parse("n1_c4_f6_i5x5_k1x1");
  private static final ConvolutionProblem THREE = ConvolutionProblem.parse("n1_c4_f6_i5x5_k3x3");

  @Test
  void runsItsAlgorithmAndNoOther() {
    ConvolutionBackend pointwise = ForcedBackend.named("gemm:pointwise");
    assertEquals("gemm:pointwise", pointwise.name());
    assertTrue(pointwise.supports(ONE, Pass.FORWARD, DataType.FLOAT32));
    assertFalse(pointwise.supports(ONE, Pass.BACKWARD_BIAS, DataType.FLOAT32));
    assertFalse(pointwise.supports(THREE, Pass.FORWARD, DataType.FLOAT32));
    assertEquals(
        "im2col",
        ForcedBackend.named("gemm:im2col")
            .plan(ONE, DataType.FLOAT64, PlanOptions.defaults())
            .explain(Pass.BACKWARD_DATA)
            .algorithm());
  }

  @Test
  void aNameWithoutAlgorithmIsTheBackend() {
    assertEquals("gemm", ForcedBackend.named("gemm").name());
    assertEquals("gemm", ForcedBackend.baseName("gemm:im2col"));
  }
}
