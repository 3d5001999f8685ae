package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Choices;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Choices that were measured, kept, and used again. */
class ChoicesTest {
  private static final ConvolutionProblem PROBLEM = ConvolutionProblem.parse("n1_c3_f4_i5x5_k1x1");
  private static final GemmBackend BACKEND = new GemmBackend(new LoopBlas());
  private static final List<String> LINES =
      List.of(
          "loops f32 1 each-call backward-data n1_c3_f4_i5x5_k1x1 im2col",
          "loops f32 1 each-call backward-weights n1_c3_f4_i5x5_k1x1 pointwise",
          "loops f32 1 each-call forward n1_c3_f4_i5x5_k1x1 im2col");

  @Test
  void measuringFillsThem() {
    Choices choices = new Choices();
    PlanOptions options =
        PlanOptions.defaults().withAlgorithm(PlanOptions.MEASURE).withChoices(choices);
    Explanation measured = explain(options, DataType.FLOAT32);
    assertTrue(measured.reason().endsWith("(measured)"), measured.reason());
    assertTrue(measured.expectedNanos() > 0);
    List<String> lines = choices.lines();
    assertEquals(3, lines.size());
    String line = "loops f32 1 each-call forward n1_c3_f4_i5x5_k1x1 " + measured.algorithm();
    assertTrue(lines.contains(line), lines.toString());
    Explanation again = explain(options, DataType.FLOAT32);
    assertEquals(measured.algorithm(), again.algorithm());
    assertTrue(again.reason().endsWith("(measured before)"), again.reason());
  }

  @Test
  void theyDecideWhereTheyWereMeasured() {
    Choices choices = Choices.parse(LINES);
    PlanOptions options = PlanOptions.defaults().withChoices(choices);
    ConvolutionPlan<float[]> plan = BACKEND.plan(PROBLEM, DataType.FLOAT32, options);
    assertEquals("im2col", plan.explain(Pass.FORWARD).algorithm());
    assertEquals("im2col", plan.explain(Pass.BACKWARD_DATA).algorithm());
    assertEquals("pointwise", plan.explain(Pass.BACKWARD_WEIGHTS).algorithm());
    assertFalse(isMeasured(options.withThreads(2), DataType.FLOAT32));
    assertFalse(isMeasured(options.withPreparedFilters(), DataType.FLOAT32));
    assertFalse(isMeasured(options, DataType.FLOAT64));
    assertTrue(isMeasured(options, DataType.FLOAT32));
    PlanOptions forced = options.withAlgorithm("pointwise");
    assertEquals("pointwise", explain(forced, DataType.FLOAT32).algorithm());
  }

  @Test
  void whatDoesNotApplyIsPassedOver() {
    String text = "n1_c3_f4_i5x5_k3x3";
    Choices choices =
        Choices.parse(List.of("loops f32 1 each-call forward " + text + " pointwise"));
    PlanOptions options = PlanOptions.defaults().withChoices(choices);
    Explanation explanation =
        BACKEND
            .plan(ConvolutionProblem.parse(text), DataType.FLOAT32, options)
            .explain(Pass.FORWARD);
    assertFalse(explanation.reason().contains("measured"), explanation.reason());
  }

  @Test
  void theyAreLinesOfText() {
    assertEquals(LINES, Choices.parse(LINES).lines());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Choices.parse(List.of(LINES.get(0), "a b c")));
    assertTrue(String.valueOf(e.getMessage()).startsWith("line 2=a b c: must have 7 fields"));
  }

  private static boolean isMeasured(PlanOptions options, DataType<?> type) {
    return explain(options, type).reason().endsWith("(measured before)");
  }

  private static Explanation explain(PlanOptions options, DataType<?> type) {
    return BACKEND.plan(PROBLEM, type, options).explain(Pass.FORWARD);
  }
}
