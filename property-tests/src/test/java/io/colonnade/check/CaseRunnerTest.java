package io.colonnade.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.check.CaseResult.Verdict;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseRunnerTest {
  @TempDir private Path dir;

  @Test
  void whatIsNotWrittenFails() throws IOException {
    CaseFolder.conv("float32").values("Y", 0, 0, 0, 0).write(dir);
    CaseResult result = run(new IdleBackend((pass, type) -> true), PlanOptions.defaults());
    assertEquals(Verdict.FAILED, result.verdict());
    assertEquals(2, result.remarks().size());
    assertTrue(result.remarks().get(0).contains("got NaN, want 0.0"), result.remarks().get(0));
    assertTrue(result.remarks().get(0).endsWith("4 of 4 elements fail"), result.remarks().get(0));
  }

  @Test
  void aPassThatIsNotSupportedIsSkipped() throws IOException {
    ConvolutionBackend forwardOnly = new IdleBackend((pass, type) -> pass == Pass.FORWARD);
    CaseFolder.convGradient("float64").write(dir);
    assertEquals(
        new CaseResult(
            Verdict.SKIPPED,
            List.of("not run on f64: backend idle does not support backward-data on f64")),
        run(forwardOnly, PlanOptions.defaults()));
  }

  @Test
  void theBiasGradientIsAskedForOnlyWhereTheCaseHasABias() throws IOException {
    ConvolutionBackend noBias = new IdleBackend((pass, type) -> pass != Pass.BACKWARD_BIAS);
    CaseFolder folder = CaseFolder.convGradient("float64");
    folder.write(dir);
    assertEquals(Verdict.FAILED, run(noBias, PlanOptions.defaults()).verdict());
    folder.tensor("input", "B", "1", 0).write(dir);
    assertEquals(Verdict.SKIPPED, run(noBias, PlanOptions.defaults()).verdict());
    assertEquals(
        new CaseResult(Verdict.FAILED, List.of("slot=dB: is missing among the outputs")),
        run(new ReferenceBackend(), PlanOptions.defaults()));
  }

  @Test
  void anAlgorithmThatDoesNotApplyIsSkipped() throws IOException {
    CaseFolder.conv("float32").write(dir);
    ConvolutionBackend backend = new IdleBackend((pass, type) -> true);
    assertEquals(
        new CaseResult(
            Verdict.SKIPPED,
            List.of(
                "not run on f32: algorithm=inapplicable: does not apply to forward: applies to"
                    + " nothing")),
        run(backend, PlanOptions.defaults().withAlgorithm(IdleBackend.INAPPLICABLE)));
  }

  @Test
  void whereF64AloneIsNotSupportedTheVerdictIsThatOfF32() throws IOException {
    ConvolutionBackend single = new IdleBackend((pass, type) -> type == DataType.FLOAT32);
    CaseFolder.conv("float32").write(dir);
    CaseResult result = run(single, PlanOptions.defaults());
    assertEquals(Verdict.FAILED, result.verdict());
    assertTrue(result.remarks().get(0).startsWith("f32 Y[0, 0, 0, 0]: "));
    assertEquals(
        "not run on f64: backend idle does not support forward on f64", result.remarks().get(1));
    CaseFolder.conv("float64").write(dir);
    assertEquals(Verdict.SKIPPED, run(single, PlanOptions.defaults()).verdict());
  }

  @Test
  void aFloat32CaseFailsWhereF64AloneIsWrong() throws IOException {
    CaseFolder.conv("float32").write(dir);
    CaseResult result = run(new RightOnFloat32(), PlanOptions.defaults());
    assertEquals(Verdict.FAILED, result.verdict());
    assertEquals(1, result.remarks().size());
    assertTrue(result.remarks().get(0).startsWith("f64 Y[0, 0, 0, 0]: got NaN"));
  }

  @Test
  void poolsAreSkippedWhereNoneAreUnderTest() throws IOException {
    CaseFolder.of("GlobalMaxPool", "float64", 1)
        .tensor("input", "X", "1,1,2", 1, 2)
        .tensor("output", "Y", "1,1,1", 2)
        .write(dir);
    assertEquals(
        new CaseResult(Verdict.SKIPPED, List.of("not run on f64: backend idle has no pooling")),
        run(new IdleBackend((pass, type) -> true), PlanOptions.defaults()));
    assertEquals(
        new CaseResult(
            Verdict.SKIPPED, List.of("not run on f64: algorithm=loops: is none of pooling")),
        run(new ReferenceBackend(), PlanOptions.defaults().withAlgorithm("loops")));
  }

  @Test
  void columnsAreUnderTestOnEveryBackend() throws IOException {
    CaseFolder.of("Col2Im", "float64", 1)
        .set("resolved.image_shape", "2")
        .set("resolved.block_shape", "2")
        .tensor("input", "input", "1,2,1", 1, 2)
        .tensor("output", "output", "1,1,2", 1, 2)
        .write(dir);
    assertEquals(
        Verdict.FAILED,
        run(new IdleBackend((pass, type) -> true), PlanOptions.defaults()).verdict());
    assertEquals(
        Verdict.SKIPPED,
        run(new IdleBackend((pass, type) -> false), PlanOptions.defaults()).verdict());
    assertEquals(
        Verdict.PASSED,
        run(new ReferenceBackend(), PlanOptions.defaults().withAlgorithm("loops")).verdict());
  }

  @Test
  void anErrorOfTheBackendIsAFailureOfTheCase() throws IOException {
    CaseFolder.conv("float64").write(dir);
    assertEquals(
        new CaseResult(Verdict.FAILED, List.of("java.lang.StackOverflowError: too deep")),
        run(new ThrowingBackend(() -> new StackOverflowError("too deep")), PlanOptions.defaults()));
    assertThrows(
        OutOfMemoryError.class,
        () -> run(new ThrowingBackend(OutOfMemoryError::new), PlanOptions.defaults()));
  }

  private CaseResult run(ConvolutionBackend backend, PlanOptions options) {
    return new CaseRunner(Operators.on(new Engine(backend, options))).run(dir);
  }

  private static final class RightOnFloat32 implements ConvolutionBackend {
    @Override
    public String name() {
      return "right-on-float32";
    }

    @Override
    public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
      return true;
    }

    @Override
    public <A> ConvolutionPlan<A> plan(
        ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
      ConvolutionBackend backend =
          type == DataType.FLOAT32 ? new ReferenceBackend() : new IdleBackend((p, t) -> true);
      return backend.plan(problem, type, options);
    }
  }
}
