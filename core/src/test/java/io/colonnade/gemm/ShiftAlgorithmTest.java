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
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products by shifts against the loops, on integers, where every order of summation is exact. */
class ShiftAlgorithmTest {
  private static final long[] LIMITS = {0, 1, 3000, 20_000};

  private final GemmBackend backend = new GemmBackend(new LoopBlas());

  @ParameterizedTest
  @ValueSource(strings = {"planes", "width"})
  void equalsTheLoopsOnRandomProblems(String algorithm) {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      ConvolutionProblem problem = problem(random);
      PlanOptions options =
          PlanOptions.defaults()
              .withThreads(1 + random.nextInt(3))
              .withWorkspaceLimit(LIMITS[random.nextInt(LIMITS.length)]);
      DataType<?> type = i % 2 == 0 ? DataType.FLOAT32 : DataType.FLOAT64;
      compare(problem, type, algorithm, options);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c3_f4_i40x41_k3x3_p1", // several bands, several tiles
    "n1_c2_f3_i3x1500_k3x5_s1x2_p1x2", // a line in pieces
    "n1_c1_f2_i3000_k7_s3_p3", // one axis
    "n9_c2_f3_i7x7_k3x3_p1", // merged images
    "n3_c4_f6_g2_i5x6x4_k3x2x3_s2x1x1_p1x0x1", // merged slices
    "n1_c70_f140_i4x4_k3x3_p1", // several blocks of channels
    "n1_c2_f2_i9x9_k2x2_s3", // cells that no window reaches
    "n1_c2_f2_i4x4_k3x3_p3x5", // windows wholly in the padding
    "n2_c2_f3_i12x13_k3x3_p2_d2x3_filters-last"
  })
  void equalsTheLoops(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (String algorithm : new String[] {"planes", "width"}) {
      for (int threads = 1; threads <= 3; threads++) {
        for (long limit : LIMITS) {
          PlanOptions options =
              PlanOptions.defaults().withThreads(threads).withWorkspaceLimit(limit);
          compare(problem, DataType.FLOAT32, algorithm, options);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"planes", "width"})
  void aNanReachesWhatItReachesInTheLoops(String algorithm) {
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      ConvolutionProblem problem = problem(random);
      PlanOptions options = PlanOptions.defaults().withAlgorithm(algorithm);
      for (Pass pass : new Pass[] {Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS}) {
        double value = random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
        Operands<float[]> operands = new Operands<>(DataType.FLOAT32, problem, random);
        float[] tensor = pass == Pass.BACKWARD_DATA ? operands.y : operands.x;
        tensor[random.nextInt(tensor.length)] = (float) value;
        ConvolutionPlan<float[]> got = backend.plan(problem, DataType.FLOAT32, options);
        ConvolutionPlan<float[]> want = new ReferenceBackend().plan(problem, DataType.FLOAT32);
        double[] a = operands.run(got, pass, WriteMode.OVERWRITE, true);
        double[] b = operands.run(want, pass, WriteMode.OVERWRITE, true);
        for (int j = 0; j < a.length; j++) {
          assertEquals(
              Double.isFinite(b[j]), Double.isFinite(a[j]), problem + " " + pass + " " + j);
        }
      }
    }
  }

  @Test
  void activatesAndTakesPreparedFilters() {
    Random random = new Random(9);
    for (String text : new String[] {"n1_c3_f4_i40x41_k3x3_p1", "n9_c2_f3_i7x7_k3x3_p1"}) {
      ConvolutionProblem problem = ConvolutionProblem.parse(text);
      for (String algorithm : new String[] {"planes", "width"}) {
        PlanOptions options = PlanOptions.defaults().withActivation(Activation.RELU).withThreads(2);
        ConvolutionPlan<float[]> plan =
            backend.plan(problem, DataType.FLOAT32, options.withAlgorithm(algorithm));
        ConvolutionPlan<float[]> loops =
            new ReferenceBackend().plan(problem, DataType.FLOAT32, options);
        Operands<float[]> operands = new Operands<>(DataType.FLOAT32, problem, random);
        double[] want = operands.run(loops, Pass.FORWARD, WriteMode.OVERWRITE, true);
        double[] got = operands.run(plan, Pass.FORWARD, WriteMode.OVERWRITE, true);
        assertArrayEquals(want, got);
        PreparedFilters<float[]> prepared = plan.prepare(Pass.FORWARD, operands.w, 0);
        float[] y = new float[operands.y.length];
        plan.forward(operands.x, 0, prepared, operands.b, 0, y, 0, WriteMode.OVERWRITE, null);
        assertArrayEquals(want, operands.doubles(y));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c2_f2_i5x5_k3x3_channels-last, needs channels first",
    "n1_c2_f2_i5x5_k3x3_p1_circular, needs padding with zeros",
    "n1_c2_f2_i9x9_k9x9, reaches too far"
  })
  void refuses(String problem, String reason) {
    for (String algorithm : new String[] {"planes", "width"}) {
      PlanOptions options = PlanOptions.defaults().withAlgorithm(algorithm);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> backend.plan(ConvolutionProblem.parse(problem), DataType.FLOAT32, options));
      assertTrue(String.valueOf(e.getMessage()).contains(reason), e.toString());
    }
  }

  private <A> void compare(
      ConvolutionProblem problem, DataType<A> type, String algorithm, PlanOptions options) {
    ConvolutionPlan<A> plan = backend.plan(problem, type, options.withAlgorithm(algorithm));
    ConvolutionPlan<A> loops = new ReferenceBackend().plan(problem, type);
    Operands<A> operands = new Operands<>(type, problem, new Random(problem.hashCode()));
    for (Pass pass : new Pass[] {Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS}) {
      assertEquals(algorithm, plan.explain(pass).algorithm());
      for (WriteMode mode : WriteMode.values()) {
        boolean bias = problem.hashCode() % 2 == 0;
        double[] want = operands.run(loops, pass, mode, bias);
        double[] got = operands.run(plan, pass, mode, bias);
        assertArrayEquals(want, got, problem + " " + options + " " + pass + " " + mode);
      }
    }
  }

  /** A problem of one to three axes that both algorithms take. */
  private static ConvolutionProblem problem(Random random) {
    int rank = 1 + random.nextInt(3);
    StringJoiner input = new StringJoiner("x");
    StringJoiner kernel = new StringJoiner("x");
    StringJoiner stride = new StringJoiner("x");
    StringJoiner padding = new StringJoiner("x");
    StringJoiner dilation = new StringJoiner("x");
    for (int i = 0; i < rank; i++) {
      int k = 1 + random.nextInt(4);
      int d = 1 + random.nextInt(2);
      int s = 1 + random.nextInt(3);
      input.add("" + ((k - 1) * d + 2 + random.nextInt(rank == 1 ? 40 : 8)));
      kernel.add("" + k);
      stride.add("" + s);
      padding.add(random.nextInt(4) + ":" + random.nextInt(4));
      dilation.add("" + d);
    }
    int groups = 1 + random.nextInt(2);
    return ConvolutionProblem.parse(
        "n%d_c%d_f%d_g%d_i%s_k%s_s%s_p%s_d%s%s"
            .formatted(
                1 + random.nextInt(4),
                groups * (1 + random.nextInt(5)),
                groups * (1 + random.nextInt(5)),
                groups,
                input,
                kernel,
                stride,
                padding,
                dilation,
                random.nextInt(4) == 0 ? "_filters-last" : ""));
  }

  /** Tensors of small integers, and outputs. */
  private static final class Operands<A> {
    private final DataType<A> type;
    private final A x;
    private final A w;
    private final A y;
    private final A b;

    Operands(DataType<A> type, ConvolutionProblem problem, Random random) {
      this.type = type;
      x = integers(problem.xSize(), random);
      w = integers(problem.wSize(), random);
      y = integers(problem.ySize(), random);
      b = integers(problem.filters(), random);
    }

    double[] run(ConvolutionPlan<A> plan, Pass pass, WriteMode mode, boolean bias) {
      A out = start(pass == Pass.FORWARD ? y : pass == Pass.BACKWARD_DATA ? x : w, mode);
      if (pass == Pass.FORWARD) {
        plan.forward(x, 0, w, 0, bias ? b : null, 0, out, 0, mode, null);
      } else if (pass == Pass.BACKWARD_DATA) {
        plan.backwardData(y, 0, w, 0, out, 0, mode, null);
      } else {
        plan.backwardWeights(x, 0, y, 0, out, 0, mode, null);
      }
      return doubles(out);
    }

    /** What an output holds before the call: NaN where it is overwritten. */
    private A start(A like, WriteMode mode) {
      A array = type.newArray(type.length(like));
      for (int i = 0; i < type.length(array); i++) {
        type.set(array, i, mode == WriteMode.OVERWRITE ? Double.NaN : i % 7);
      }
      return array;
    }

    private A integers(long size, Random random) {
      A array = type.newArray((int) size);
      for (int i = 0; i < size; i++) {
        type.set(array, i, random.nextInt(9) - 4);
      }
      return array;
    }

    double[] doubles(A array) {
      double[] values = new double[type.length(array)];
      Arrays.setAll(values, i -> type.get(array, i) + 0.0);
      return values;
    }
  }
}
