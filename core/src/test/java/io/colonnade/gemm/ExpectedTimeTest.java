package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Accuracy;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.blas.Blas;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the model expects of kernels, and what follows for the choice. */
class ExpectedTimeTest {
  private static final Blas NATIVE = new UnpackedLoops();

  /** Bands of these differ in their rows, or their bands are many. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c64_f128_i80x350_k5x5_s2_p1",
        "n1_c128_f256_i40x175_k5x5_s2_p1",
        "n1_c64_f64_i160x160_k3x3_p1",
        "n2_c24_f48_i37x91_k3x3_p1",
        "n1_c16_f32_i300x300_k7x7_s3",
        "n1_c256_f256_i7x7_k3x3_p1"
      })
  void noDirectSummationBeatsTheRateOfMatrixProducts(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    double products = (double) problem.ySize() * problem.depth();
    double least = products * Costs.of(NATIVE.identity(), DataType.FLOAT32).multiplyAdd();
    for (String algorithm : List.of("im2col", "width", "planes")) {
      ConvolutionPlan<float[]> plan =
          plan(problem, PlanOptions.defaults().withAlgorithm(algorithm));
      for (Pass pass : List.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS)) {
        double nanos = plan.explain(pass).expectedNanos();
        assertTrue(nanos >= least, algorithm + " " + pass + ": " + nanos + " < " + least);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c128_f256_i32x32_k1x1, im2col",
    "n1_c128_f128_i31x33_k1x1, pointwise",
    "n1_c64_f64_i112x112_k1x1, pointwise",
    "n1_c32_f64_i112x112_k1x1, pointwise",
    "n1_c16_f256_i32x32_k1x1, pointwise",
    "n1_c128_f16_i32x32_k1x1, pointwise"
  })
  void rowsThatShareCacheSetsAreCopiedWhereFiltersAreMany(String text, String algorithm) {
    requireForward(text, algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c256_f256_g256_i28x28_k3x3_s2_p1, FORWARD, direct",
    "n1_c512_f512_g512_i14x14_k3x3_s2_p1, FORWARD, lines",
    "n1_c960_f960_g960_i7x7_k5x5_p2, BACKWARD_DATA, lines",
    "n1_c64_f64_g64_i112x112_k3x3_p1, BACKWARD_WEIGHTS, width",
    "n2_c64_f64_g64_i112x112_k3x3_s2_p1, BACKWARD_WEIGHTS, width",
    "n2_c256_f256_g256_i56x56_k3x3_s2_p1, BACKWARD_WEIGHTS, lines"
  })
  void depthwiseLayersGoWhereTheyWereMeasuredFastest(String text, Pass pass, String algorithm) {
    ConvolutionPlan<float[]> plan = plan(ConvolutionProblem.parse(text), PlanOptions.defaults());
    assertEquals(algorithm, plan.explain(pass).algorithm());
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c512_f48_i14x14_k5x5_p2, planes",
    "n1_c16_f32_i24x240_k3x3_p1, planes",
    "n1_c3_f64_i224x224_k7x7_s2_p3, width"
  })
  void addingUpRowsIsDearerThanCopyingThem(String text, String algorithm) {
    PlanOptions direct = PlanOptions.defaults().withAccuracy(Accuracy.STRICT);
    ConvolutionPlan<float[]> plan = plan(ConvolutionProblem.parse(text), direct);
    assertEquals(algorithm, plan.explain(Pass.BACKWARD_DATA).algorithm());
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c432_f432_g9_i14x14_k3x3_p1, FORWARD, width",
    "n1_c224_f224_g14_i28x28_k3x3_p1, FORWARD, width",
    "n1_c1024_f1024_g32_i7x7_k3x3_p1, FORWARD, width",
    "n1_c384_f256_g8_i14x14_k5x5_p2, BACKWARD_DATA, planes"
  })
  void groupsOfSomeChannelsGoWhereTheyWereMeasuredFastest(
      String text, Pass pass, String algorithm) {
    PlanOptions options = PlanOptions.defaults();
    ConvolutionPlan<float[]> plan =
        plan(
            ConvolutionProblem.parse(text),
            pass == Pass.FORWARD ? options.withPreparedFilters() : options);
    assertEquals(algorithm, plan.explain(pass).algorithm());
  }

  @ParameterizedTest
  @CsvSource({
    "n8_c832_f128_i7x7_k5x5_p2, batch",
    "n8_c320_f128_i7x7_k7x7_p3, batch",
    "n1_c192_f512_i14x14_k3x3_p1, im2col",
    "n8_c64_f128_i28x28_k5x5_p2, winograd4",
    "n1_c256_f256_i40x40_k3x3_p1, winograd4",
    "n1_c192_f320_i28x28_k3x3_p1, winograd4"
  })
  void manyFiltersOnFewTilesAreDearToTransformBack(String text, String algorithm) {
    ConvolutionPlan<float[]> plan = plan(ConvolutionProblem.parse(text), PlanOptions.defaults());
    assertEquals(algorithm, plan.explain(Pass.BACKWARD_WEIGHTS).algorithm());
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c512_f512_i7x7_k3x3_p1, winograd2",
    "n1_c512_f512_i5x5_k3x3_p1, im2col",
    "n1_c256_f256_i8x8_k3x3_p1, winograd2"
  })
  void smallPlanesGoWhereTheyWereMeasuredFastest(String text, String algorithm) {
    requireForward(text, algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c1_f16_i48x480_k3x3_p1, mec",
    "n1_c1_f32_i161x700_k5x20_s2, mec",
    "n1_c16_f32_i24x240_k3x3_p1, mec",
    "n1_c3_f16_i64x64_k3x3_p1, im2col",
    "n1_c3_f96_i227x227_k11x11_s4, winograd4"
  })
  void fewChannelsInLongRowsAreLoweredLineByLine(String text, String algorithm) {
    requireForward(text, algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c128_f512_i28x28_k1x1, im2col",
    "n1_c512_f128_i28x28_k1x1, pointwise",
    "n1_c8_f256_i56x56_k1x1, pointwise",
    "n1_c512_f512_i14x14_k3x3_p1, winograd2"
  })
  void columnsAreCopiedToLinesWhereManyFiltersReadThem(String text, String algorithm) {
    requireForward(text, algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "n8_c1024_f2048_i14x14_k1x1_s2, FORWARD, width",
    "n1_c1024_f2048_i14x14_k1x1_s2, FORWARD, im2col",
    "n8_c320_f1280_i7x7_k1x1, FORWARD, pointwise",
    "n8_c1024_f1024_i7x7_k1x1, FORWARD, pointwise",
    "n8_c1024_f1024_i4x4_k1x1, BACKWARD_DATA, batch",
    "n1_c1024_f1024_i4x4_k1x1, BACKWARD_DATA, pointwise"
  })
  void imagesShareFiltersThatComeFromBeyondTheCache(String text, Pass pass, String algorithm) {
    PlanOptions options = PlanOptions.defaults();
    ConvolutionPlan<float[]> plan =
        plan(
            ConvolutionProblem.parse(text),
            pass == Pass.FORWARD ? options.withPreparedFilters() : options);
    assertEquals(algorithm, plan.explain(pass).algorithm());
  }

  private static void requireForward(String text, String algorithm) {
    ConvolutionPlan<float[]> plan =
        plan(ConvolutionProblem.parse(text), PlanOptions.defaults().withPreparedFilters());
    assertEquals(algorithm, plan.explain(Pass.FORWARD).algorithm());
  }

  private static ConvolutionPlan<float[]> plan(ConvolutionProblem problem, PlanOptions options) {
    return new GemmBackend(NATIVE).plan(problem, DataType.FLOAT32, options);
  }
}
