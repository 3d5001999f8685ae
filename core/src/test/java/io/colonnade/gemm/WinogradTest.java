package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Activation;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.PreparedFilters;
import io.colonnade.WriteMode;
import io.colonnade.gemm.winograd.WinogradAlgorithm;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.reference.ReferenceBackend;
import io.colonnade.winograd.MinimalFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Minimal filtering against the loops, on problems of all kinds, within its bound. */
class WinogradTest {
  private static final List<String> ALGORITHMS = List.of("winograd4", "winograd2");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c1_f1_i3x3_k3x3",
        "n1_c1_f1_i1x1_k3x3_p1",
        "n1_c3_f5_i9x7_k3x3_p1",
        "n3_c4_f6_g2_i7x7_k3x3_p1",
        "n2_c5_f4_i30x33_k3x3_p1:0x0:2",
        "n1_c2_f3_i6x5_k3x3_p4x3",
        "n2_c2_f3_i2x3_k3x3_p9:2x0:7",
        "n2_c3_f2_i3x900_k3x3_p1",
        "n1_c2_f2_i900x3_k3x3_p0x1",
        "n5_c7_f3_i4x6_k3x3_p1",
        "n2_c6_f6_g6_i8x8_k3x3_p1",
        "n1_c2_f2_i9x9_k3x3_p1_o5x4",
        "n1_c2_f2_i5x5_k3x3_p6_o1",
        "n2_c4_f6_g2_i8x5_k3x3_p1_filters-last",
        "n1_c300_f3_i5x6_k3x3_p1",
        "n1_c3_f300_i5x6_k3x3_p1_filters-last",
        "n1_c1_f2_i5x6_k3x3_p1_channels-last",
        "n2_c5_f4_i30x33_k3x3_p1:0x0:2_channels-last",
        "n2_c2_f3_i2x3_k3x3_p9:2x0:7_channels-last",
        "n2_c4_f6_g2_i8x5_k3x3_p1_channels-last_filters-last",
        "n1_c600_f3_i5x6_k3x3_p1_channels-last",
        "n1_c3_f600_i9x6_k3x3_p1_channels-last_filters-last",
        "n1_c130_f70_i9x9_k3x3_p1",
        "n2_c3_f4_i13x11_k5x5_s2_p2",
        "n1_c2_f3_i9x10_k5x5_p2",
        "n3_c4_f6_g2_i14x9_k5x4_s2x1_p1x2",
        "n1_c3_f2_i17x19_k7x7_s2_p3",
        "n1_c2_f2_i23x25_k11x11_s4_p2",
        "n1_c2_f3_i8x9_k6x6_s2_p0:3x4:1",
        "n1_c1_f2_i1x1_k5x5_p2",
        "n2_c2_f2_i3x4_k7x9_p6x8",
        "n1_c2_f2_i900x7_k5x5_s2_p2",
        "n1_c2_f2_i7x1800_k5x5_s2_p2",
        "n1_c150_f5_i7x8_k5x5_s2_p2",
        "n1_c5_f150_i7x8_k5x5_p2",
        "n1_c2_f3_i9x9_k5x5_s2_p9:0x0:7",
        "n2_c4_f6_g2_i8x9_k5x5_s2_p2_filters-last",
        "n2_c4_f6_g2_i8x9_k5x5_p2_filters-last",
        "n2_c3_f4_i13x11_k5x5_s2_p2_channels-last",
        "n2_c4_f6_g2_i9x13_k6x6_s2_p2_channels-last_filters-last",
        "n1_c300_f3_i5x9_k5x5_p2_channels-last",
        "n1_c3_f300_i9x5_k7x7_s2_p3_channels-last",
        "n2_c3_f4_i13x11_k3x3_s2_p1",
        "n1_c3_f4_i12x40_k3x3_s2_p0:1x1:0_channels-last",
        "n2_c3_f4_i13x11_k4x4_s2_p1",
        "n1_c3_f4_i13x11_k4x4_p1",
        "n1_c3_f4_i13x11_k5x5_s3_p2",
        "n1_c3_f4_i3x21_k1x7_p0x3",
        "n1_c3_f4_i21x5_k9x1_p4x0",
        "n3_c4_f6_g2_i7x9_k1x3_s2x1",
        "n2_c3_f4_i9x8_k1x5_s1x2_p0:1x0:2",
        "n2_c3_f4_i9x8_k3x1_s2x1_p1x0",
        "n2_c3_f4_i9x8_k4x1_s1x3_p2:0x1",
        "n2_c3_f4_i9x8_k3x1_p1x0_channels-last",
        "n2_c3_f4_i9x8_k1x4_s1x2_p1_channels-last_filters-last",
        "n1_c3_f4_i50_k3_p1",
        "n2_c3_f4_i11x13_k3x3_p2_d2",
        "n2_c4_f6_g2_i11x13_k3x3_p1:3x0:2_d3x2",
        "n1_c2_f3_i7x9_k3x3_p7_d6",
        "n1_c2_f3_i17x16_k5x4_s1x2_p4_d2x1",
        "n2_c3_f4_i12x15_k3x3_d2x4_channels-last",
        "n1_c2_f3_i13x9_k2x3_p1x4_d5x2_channels-last_filters-last",
        "n1_c2_f3_i9x9_k1x3_p0x2_d3x2",
        "n2_c3_f4_i90_k3_p0:8_d8",
        "n2_c2_f3_i9x9_k3x3_d4",
        "n3_c2_f3_i9x10_k3x3_d4_channels-last",
        "n3_c1_f2_i1x1_k3x3_p16_d16",
        "n1_c1_f1_i40x40_k3x3_d4_o1x1",
        "n3_c4_f6_g2_i900_k8_s2_p3:4",
        "n2_c5_f3_i33_k5_p2_channels-last",
        "n1_c2_f3_i40x9_k3x3_s16x1_p2",
        "n1_c2_f3_i9x40_k3x3_s1x16_p2",
        "n1_c2_f2_i9x700_k3x3_s1x3_p1",
        "n1_c2_f3_i9x40_k5x2_s5x1_p2",
        "n1_c2_f2_i9x7_k2x2_p1",
        "n1_c3_f4_i21x23_k7x7_s4_p1",
        "n2_c3_f4_i12x13_k5x5_s3_p1_channels-last"
      })
  void equalsTheLoops(String problem) {
    check(ConvolutionProblem.parse(problem));
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c2_f2_i9x9_k3x3_s3_p1, would not multiply less",
    "n1_c2_f2_i9x9_k2x3_s4x3, would not multiply less",
    "n1_c2_f2_i9x9_k1x1, would not multiply less",
    "n1_c2_f2_i9x9_k3x3_s2_d2, needs stride or dilation 1 along each axis",
    "n1_c2_f2_i5x5x5_k3x3x3, needs a kernel of one or two axes",
    "n1_c1_f1_i30x30_k30x30, has more than 64 parts of 3×3 taps",
    "n1_c1_f1_i8x9_k3x3_s715827883x1, needs strides and dilations of at most 16",
    "n1_c1_f1_i5x9_k3x3_s3000000000x1, needs strides and dilations of at most 16",
    "n1_c1_f1_i60x9_k3x3_d17x1, needs strides and dilations of at most 16",
    "n70000000_c1_f1_i1x1_k3x3_p1, has more than 67108864 tiles",
    "n1_c1_f1_i20x9_k3x3_s17x1, needs strides and dilations of at most 16",
    "n1_c1_f1_i1x3_k1x3_p0:0x20000000:0, and axes of at most 16777216 cells"
  })
  void saysWhereItDoesNotApply(String problem, String reason) {
    PlanOptions options = PlanOptions.defaults().withAlgorithm("winograd4");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new GemmBackend(new LoopBlas())
                    .plan(ConvolutionProblem.parse(problem), DataType.FLOAT32, options));
    assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
  }

  /** The channels from which on the errors of {@link WinogradErrorTest} stay within four times. */
  @ParameterizedTest
  @CsvSource({
    "k3x3, 13",
    "k5x5, 10",
    "k5x5_s2, 10",
    "k3x3_s2, 113",
    "k4x4_s2, 113",
    "k2x2, 449",
    "k1x3, 13",
    "k2x1, 77"
  })
  void isFreeToBeChosenFromSoManyChannelsOn(String kernel, int channels) {
    assertTrue(objects(kernel, channels - 1), "one channel less");
    assertTrue(!objects(kernel, channels), "so many channels");
  }

  private static boolean objects(String kernel, int channels) {
    ConvolutionProblem problem =
        ConvolutionProblem.parse("n1_c%d_f1_i20x20_%s".formatted(channels, kernel));
    PlanOptions options = PlanOptions.defaults().withAlgorithm("im2col");
    return new GemmBackend(new LoopBlas())
        .plan(problem, DataType.FLOAT32, options).explain(Pass.FORWARD).others().stream()
            .filter(alternative -> alternative.algorithm().equals("winograd4"))
            .anyMatch(
                alternative -> alternative.reason().contains("times those of direct summation"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"winograd4", "winograd2"})
  void equalsTheLoopsInTheLeastScratch(String algorithm) {
    PlanOptions options = PlanOptions.defaults().withAlgorithm(algorithm).withWorkspaceLimit(1);
    check(ConvolutionProblem.parse("n1_c3_f4_i9x6_k5x5_s2_p2"), options);
    check(ConvolutionProblem.parse("n1_c3_f4_i9x7_k3x3_s2_p1"), options);
    check(ConvolutionProblem.parse("n1_c3_f4_i9x6_k5x5_p2_channels-last"), options);
    check(ConvolutionProblem.parse("n2_c4_f6_g2_i9x6_k3x3_p1"), options);
    check(ConvolutionProblem.parse("n2_c4_f6_g2_i9x6_k3x3_p1_channels-last"), options);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void equalsTheLoopsOnRandomProblems(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 3; i++) {
      check(random(random));
    }
  }

  private static ConvolutionProblem random(Random random) {
    int groups = 1 + random.nextInt(3);
    String kernel =
        List.of(
                "3x3",
                "3x3_s2",
                "5x5",
                "5x5_s2",
                "6x7_s2",
                "7x5_s2x1",
                "8x8_s3",
                "4x2_s2x1",
                "1x5",
                "3x1_s2x1")
            .get(random.nextInt(10));
    ConvolutionProblem problem =
        ConvolutionProblem.parse(
            "n%d_c%d_f%d_g%d_i%dx%d_k%s_p%d:%dx%d:%d"
                .formatted(
                    1 + random.nextInt(4),
                    groups * (1 + random.nextInt(6)),
                    groups * (1 + random.nextInt(6)),
                    groups,
                    8 + random.nextInt(20),
                    8 + random.nextInt(20),
                    kernel,
                    random.nextInt(4),
                    random.nextInt(4),
                    random.nextInt(4),
                    random.nextInt(4)));
    return problem.withLayouts(any(random, Layout.values()), any(random, FilterLayout.values()));
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static void check(ConvolutionProblem problem) {
    for (String algorithm : ALGORITHMS) {
      PlanOptions options = PlanOptions.defaults().withAlgorithm(algorithm);
      check(problem, options);
      check(problem, options.withThreads(2).withWorkspaceLimit(20_000));
      check(problem, options.withThreads(3));
    }
  }

  private static void check(ConvolutionProblem problem, PlanOptions options) {
    new Trial<>(problem, DataType.FLOAT32, options).run();
    new Trial<>(problem, DataType.FLOAT64, options).run();
  }

  /** All passes of one plan beside those of the loops. */
  private static final class Trial<A> {
    private final ConvolutionProblem problem;
    private final DataType<A> type;
    private final PlanOptions options;
    private final double error;
    private final ConvolutionPlan<A> got;
    private final ConvolutionPlan<A> want;
    private final A x;
    private final A w;
    private final A y;
    private final A b;

    Trial(ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
      this.problem = problem;
      this.type = type;
      this.options = options;
      got = new GemmBackend(new LoopBlas()).plan(problem, type, options);
      want = new ReferenceBackend().plan(problem, type);
      Random random = new Random(problem.hashCode());
      x = reals(type, problem.xSize(), random);
      w = reals(type, problem.wSize(), random);
      y = reals(type, problem.ySize(), random);
      b = reals(type, problem.filters(), random);
      MinimalFilter filter =
          options.algorithm().equals("winograd4") ? MinimalFilter.F4 : MinimalFilter.F2;
      double bound = type == DataType.FLOAT32 ? 0x1p-24 : 0x1p-53;
      for (Axis axis : problem.window().axes()) {
        bound *= filter.ofKernel(axis.kernel()).amplification();
      }
      error = bound;
    }

    void run() {
      assertEquals(options.algorithm(), got.explain(Pass.FORWARD).algorithm());
      for (WriteMode mode : WriteMode.values()) {
        forward(mode, b);
        forward(mode, null);
        A x1 = start(x, mode);
        A x2 = start(x, mode);
        got.backwardData(y, 0, w, 0, x1, 0, mode, null);
        want.backwardData(y, 0, w, 0, x2, 0, mode, null);
        assertClose(x2, x1, terms((double) problem.filtersPerGroup()), mode + " backward data");
        A w1 = start(w, mode);
        A w2 = start(w, mode);
        got.backwardWeights(x, 0, y, 0, w1, 0, mode, null);
        want.backwardWeights(x, 0, y, 0, w2, 0, mode, null);
        double positions = (double) problem.batch() * problem.window().outputSize();
        assertClose(w2, w1, (positions + 24) * positions, mode + " backward weights");
      }
    }

    private void forward(WriteMode mode, @Nullable A bias) {
      A y1 = start(y, mode);
      A y2 = start(y, mode);
      got.forward(x, 0, w, 0, bias, 0, y1, 0, mode, null);
      want.forward(x, 0, w, 0, bias, 0, y2, 0, mode, null);
      assertClose(y2, y1, terms((double) problem.channelsPerGroup()), mode + " forward");
    }

    /**
     * n·parts + 24 roundings of a sum of n·taps values of at most 1, beside a bias and an old
     * value.
     */
    private double terms(double n) {
      double parts = 1;
      double taps = 1;
      for (Axis axis : problem.window().axes()) {
        double axisParts = 0;
        for (long phase = 0; phase < Math.min(axis.kernel(), axis.stride()); phase++) {
          axisParts += Math.ceil(Math.ceil((axis.kernel() - phase) / (double) axis.stride()) / 3);
        }
        parts *= axisParts;
        taps *= axis.kernel();
      }
      return (n * parts + 24) * (taps * n + 2);
    }

    private void assertClose(A want, A got, double terms, String what) {
      for (int i = 0; i < type.length(want); i++) {
        double difference = Math.abs(type.get(want, i) - type.get(got, i));
        assertTrue(
            difference <= error * terms,
            () -> "%s of %s %s %s".formatted(what, problem, type, options));
      }
    }

    /** What an output holds before the call: NaN where it is overwritten. */
    private A start(A like, WriteMode mode) {
      A array = type.newArray(type.length(like));
      for (int i = 0; i < type.length(array); i++) {
        type.set(array, i, mode == WriteMode.OVERWRITE ? Double.NaN : type.get(like, i));
      }
      return array;
    }
  }

  private static <A> A reals(DataType<A> type, long size, Random random) {
    A array = type.newArray((int) size);
    for (int i = 0; i < size; i++) {
      type.set(array, i, 2 * random.nextDouble() - 1);
    }
    return array;
  }

  @ParameterizedTest
  @CsvSource({
    "winograd4, n3_c5_f7_i13x10_k3x3_p1",
    "winograd2, n3_c5_f7_i13x10_k3x3_p1",
    "winograd4, n2_c4_f6_g2_i8x5_k3x3_p1_filters-last",
    "winograd4, n2_c4_f6_g2_i8x9_k5x5_p2",
    "winograd4, n1_c3_f90_i8x9_k5x5_s2_p2_filters-last"
  })
  void preparedFiltersGiveTheSameBits(String algorithm, String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    Random random = new Random(1);
    float[] x = reals(DataType.FLOAT32, problem.xSize(), random);
    float[] w = reals(DataType.FLOAT32, problem.wSize(), random);
    float[] y = reals(DataType.FLOAT32, problem.ySize(), random);
    for (int threads = 1; threads <= 3; threads++) {
      PlanOptions options = PlanOptions.defaults().withAlgorithm(algorithm).withThreads(threads);
      ConvolutionPlan<float[]> plan =
          new GemmBackend(new LoopBlas()).plan(problem, DataType.FLOAT32, options);
      PreparedFilters<float[]> forward = plan.prepare(Pass.FORWARD, w, 0);
      PreparedFilters<float[]> data = plan.prepare(Pass.BACKWARD_DATA, w, 0);
      float[] y1 = new float[y.length];
      float[] y2 = new float[y.length];
      plan.forward(x, 0, w, 0, null, 0, y1, 0, WriteMode.OVERWRITE, null);
      plan.forward(x, 0, forward, null, 0, y2, 0, WriteMode.OVERWRITE, null);
      assertArrayEquals(y1, y2);
      float[] x1 = new float[x.length];
      float[] x2 = new float[x.length];
      plan.backwardData(y, 0, w, 0, x1, 0, WriteMode.OVERWRITE, null);
      plan.backwardData(y, 0, data, x2, 0, WriteMode.OVERWRITE, null);
      assertArrayEquals(x1, x2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"winograd4", "winograd2"})
  void activatesWithTheBias(String algorithm) {
    ConvolutionProblem problem = ConvolutionProblem.parse("n2_c3_f4_i9x6_k3x3_p1");
    Random random = new Random(1);
    double[] x = reals(DataType.FLOAT64, problem.xSize(), random);
    double[] w = reals(DataType.FLOAT64, problem.wSize(), random);
    double[] b = reals(DataType.FLOAT64, problem.filters(), random);
    for (Activation activation : List.of(Activation.clamp(-0.5, 0.7), Activation.leakyRelu(0.1))) {
      PlanOptions options = PlanOptions.defaults().withActivation(activation);
      double[] want = new double[(int) problem.ySize()];
      double[] got = new double[want.length];
      new ReferenceBackend().plan(problem, DataType.FLOAT64, options).forward(x, w, b, want);
      new GemmBackend(new LoopBlas())
          .plan(problem, DataType.FLOAT64, options.withAlgorithm(algorithm))
          .forward(x, w, b, got);
      assertArrayEquals(want, got, 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"winograd4, 4", "winograd2, 2"})
  void aNanReachesTheTilesThatReadItAndNoOther(String algorithm, int m) {
    ConvolutionProblem problem = ConvolutionProblem.parse("n2_c2_f3_i17x18_k3x3_p1");
    float[] x = new float[(int) problem.xSize()];
    float[] w = new float[(int) problem.wSize()];
    float[] y = new float[(int) problem.ySize()];
    Arrays.fill(w, 1);
    int row = 8;
    int column = 7;
    x[17 * 18 + row * 18 + column] = Float.NaN;
    new GemmBackend(new LoopBlas())
        .plan(problem, DataType.FLOAT32, PlanOptions.defaults().withAlgorithm(algorithm))
        .forward(x, w, null, y);
    for (int i = 0; i < y.length; i++) {
      int oh = i / 18 % 17;
      int ow = i % 18;
      boolean direct = Math.abs(oh - row) <= 1 && Math.abs(ow - column) <= 1;
      boolean firstImage = i < 3 * 17 * 18;
      boolean tile = reads(oh, row, m) && reads(ow, column, m);
      boolean nan = Float.isNaN(y[i]);
      if (firstImage && direct) {
        assertTrue(nan, "element " + i);
      } else if (!firstImage || !tile) {
        assertTrue(!nan, "element " + i);
      }
    }
  }

  /**
   * In backward weights a tile is multiplied by the gradients of its outputs even where its phase
   * of the dilation has none: here row 55 is seen, where outputs end at 32 and their windows at 40.
   */
  @Test
  void aNanOfADilatedTileLiesWithinTheStatedReach() {
    ConvolutionProblem problem = ConvolutionProblem.parse("n1_c1_f1_i64x64_k3x3_d4_o33x33");
    int reach = WinogradAlgorithm.WINOGRAD4.errorBound(problem, Pass.BACKWARD_WEIGHTS).reach();
    for (int row = 0; row < 64; row++) {
      float[] x = new float[64 * 64];
      float[] w = new float[9];
      Arrays.fill(x, row * 64, (row + 1) * 64, Float.NaN);
      new GemmBackend(new LoopBlas())
          .plan(problem, DataType.FLOAT32, PlanOptions.defaults().withAlgorithm("winograd4"))
          .backwardWeights(x, new float[33 * 33], w);
      boolean nan = false;
      for (float value : w) {
        nan |= Float.isNaN(value);
      }
      assertEquals(row <= 40 + reach, nan, "row " + row);
    }
  }

  /** Whether the tile that makes output o reads the cell, the padding being 1. */
  private static boolean reads(int o, int cell, int m) {
    int first = o / m * m - 1;
    return cell >= first && cell < first + m + 2;
  }
}
