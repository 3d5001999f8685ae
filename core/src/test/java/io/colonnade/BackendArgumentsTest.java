package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every backend refuses. */
class BackendArgumentsTest {
  private static final ConvolutionProblem SMALL = ConvolutionProblem.parse("c1_f1_i3_k2");
  private static final List<ConvolutionBackend> BACKENDS =
      List.of(new GemmBackend(), new ReferenceBackend());

  @Test
  @SuppressWarnings("NullAway") // Nulls are the point.
  void nullArgumentsAreNamed() {
    for (ConvolutionBackend backend : BACKENDS) {
      isNull("problem", () -> backend.plan(null, DataType.FLOAT32, PlanOptions.defaults()));
      isNull("type", () -> backend.plan(SMALL, null, PlanOptions.defaults()));
      isNull("options", () -> backend.plan(SMALL, DataType.FLOAT32, null));
    }
  }

  private static void isNull(String name, Executable call) {
    assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
  }

  @Test
  void tensorsBeyondJavaArraysAreNotSupported() {
    for (ConvolutionBackend backend : BACKENDS) {
      for (String tensor :
          List.of("c1_f1_i2147483648_k1_s2", "c65536_f32768_i1_k1", "n2_c1_f1_i1_k1_p536870912")) {
        ConvolutionProblem problem = ConvolutionProblem.parse(tensor);
        for (Pass pass : Pass.values()) {
          assertEquals(false, backend.supports(problem, pass), tensor);
        }
        assertThrows(IllegalArgumentException.class, () -> backend.plan(problem, DataType.FLOAT32));
      }
      assertTrue(backend.supports(SMALL, Pass.FORWARD));
    }
  }

  @Test
  void workspacesOfOthersAreRefusedBeforeAnythingIsWritten() {
    Workspace other = () -> 1 << 20;
    for (ConvolutionBackend backend : BACKENDS) {
      ConvolutionPlan<float[]> plan = backend.plan(SMALL, DataType.FLOAT32);
      float[] x = {1, 2, 3};
      float[] w = {1, 2};
      float[] y = {7, 7};
      float[] b = {7};
      refused(() -> plan.forward(x, 0, w, 0, null, 0, y, 0, WriteMode.OVERWRITE, other));
      refused(() -> plan.backwardData(y, 0, w, 0, x, 0, WriteMode.OVERWRITE, other));
      refused(() -> plan.backwardWeights(x, 0, y, 0, w, 0, WriteMode.OVERWRITE, other));
      refused(() -> plan.backwardBias(y, 0, b, 0, WriteMode.OVERWRITE, other));
      assertEquals(List.of(1f, 1f, 7f, 7f), List.of(x[0], w[0], y[0], b[0]));
      plan.forward(x, 0, w, 0, null, 0, y, 0, WriteMode.OVERWRITE, plan.newWorkspace());
      assertEquals(5, y[0]);
    }
  }

  private static void refused(Executable call) {
    String got = assertThrows(IllegalArgumentException.class, call).toString();
    assertTrue(got.contains("must come from newWorkspace() of a plan of this backend"), got);
  }
}
