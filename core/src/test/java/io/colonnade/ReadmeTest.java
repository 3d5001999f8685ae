package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.columns.Im2Col;
import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.geometry.UnpoolingProblem;
import io.colonnade.pooling.AveragePooling;
import io.colonnade.pooling.MaxPooling;
import io.colonnade.pooling.MaxUnpooling;
import io.colonnade.transposed.TransposedConvolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java code of the README: it stands in this file, compiles, and computes what it says. */
class ReadmeTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleStandsInThisFile() throws IOException {
    String source =
        withoutSpaces(Files.readString(Path.of("src/test/java/io/colonnade/ReadmeTest.java")));
    List<String> examples =
        JAVA.matcher(Files.readString(Path.of("../README.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertEquals(7, examples.size());
    for (String example : examples) {
      assertTrue(source.contains(withoutSpaces(example)), example);
    }
  }

  private static String withoutSpaces(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void preparedFiltersGiveTheSameBits() {
    var problem = ConvolutionProblem.parse("n1_c8_f16_i9x10_k3x3_p1");
    float[] x = integers(8 * 9 * 10);
    float[] w = integers(16 * 8 * 3 * 3);
    float[] bias = integers(16);
    float[] y = new float[16 * 9 * 10];

    var inference =
        new GemmBackend()
            .plan(
                problem,
                DataType.FLOAT32,
                PlanOptions.defaults().withThreads(2).withPreparedFilters());
    var prepared = inference.prepare(Pass.FORWARD, w, 0);

    inference.forward(x, prepared, bias, y); // the same bits as with w, in less time

    float[] unprepared = new float[y.length];
    inference.forward(x, w, bias, unprepared);
    assertArrayEquals(unprepared, y);
  }

  @Test
  void planRunsTheFourPasses() {
    float[] x = integers(2 * 16 * 28 * 28);
    float[] w = integers(32 * 16 * 3 * 3);
    float[] bias = integers(32);
    float[] dy = integers(2 * 32 * 14 * 14);
    float[] y = new float[dy.length];
    float[] dx = new float[x.length];
    float[] dw = new float[w.length];
    float[] db = new float[bias.length];

    var problem =
        ConvolutionProblem.builder()
            .batch(2)
            .channels(16)
            .filters(32)
            .input(28, 28)
            .kernel(3, 3)
            .stride(2)
            .padding(1)
            .build();
    var plan = ConvolutionBackend.named("gemm").plan(problem, DataType.FLOAT32);

    plan.forward(x, w, bias, y); // Y = W·cols(X) + b
    plan.backwardData(dy, w, dx); // dX = col2im(Wᵀ·dY)
    plan.backwardWeights(x, dy, dw); // dW = dY·cols(X)ᵀ, summed over the batch
    plan.backwardBias(dy, db); // db = dY, summed over batch and space
    System.out.println(
        plan.explain(Pass.FORWARD)); // the algorithm, why, and what else was possible

    var loops = ConvolutionBackend.named("reference").plan(problem, DataType.FLOAT32);
    float[] expectedY = new float[y.length];
    float[] expectedDx = new float[dx.length];
    float[] expectedDw = new float[dw.length];
    float[] expectedDb = new float[db.length];
    loops.forward(x, w, bias, expectedY);
    loops.backwardData(dy, w, expectedDx);
    loops.backwardWeights(x, dy, expectedDw);
    loops.backwardBias(dy, expectedDb);
    assertArrayEquals(expectedY, y);
    assertArrayEquals(expectedDx, dx);
    assertArrayEquals(expectedDw, dw);
    assertArrayEquals(expectedDb, db);
  }

  @Test
  void oneLineReplacesLoops() {
    float[] x = integers(3 * 32 * 32);
    float[] w = integers(8 * 3 * 3 * 3);
    float[] bias = integers(8);
    float[] expected = new float[8 * 32 * 32];
    float[] y = new float[expected.length];

    convolve(x, w, bias, expected);
    new GemmBackend()
        .plan(ConvolutionProblem.parse("n1_c3_f8_i32x32_k3x3_p1"), DataType.FLOAT32)
        .forward(x, w, bias, y);

    assertArrayEquals(expected, y);
  }

  @Test
  void layerTakesPaddingModeLayoutsAndActivation() {
    float[] x = integers(32 * 32 * 3);
    float[] w = integers(3 * 3 * 3 * 8);
    float[] bias = integers(8);
    float[] y = new float[32 * 32 * 8];

    var layer =
        ConvolutionProblem.builder()
            .channels(3)
            .filters(8)
            .input(32, 32)
            .kernel(3)
            .same()
            .paddingMode(PaddingMode.REFLECT)
            .layout(Layout.CHANNELS_LAST)
            .filterLayout(FilterLayout.FILTERS_LAST)
            .build();
    var options = PlanOptions.defaults().withActivation(Activation.RELU);

    new GemmBackend().plan(layer, DataType.FLOAT32, options).forward(x, w, bias, y);

    float[] expected = new float[y.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.max(0, reflected(x, w, bias, i / 8 / 32, i / 8 % 32, i % 8));
    }
    assertArrayEquals(expected, y);
  }

  /** One element of a 3×3 convolution of 32×32×3 cells, channels and filters last. */
  private static float reflected(float[] x, float[] w, float[] bias, int row, int column, int f) {
    float sum = bias[f];
    for (int tap = 0; tap < 9; tap++) {
      int r = mirrored(row + tap / 3 - 1);
      int s = mirrored(column + tap % 3 - 1);
      for (int c = 0; c < 3; c++) {
        sum += x[(r * 32 + s) * 3 + c] * w[(tap * 3 + c) * 8 + f];
      }
    }
    return sum;
  }

  private static int mirrored(int cell) {
    return 31 - Math.abs(31 - Math.abs(cell));
  }

  @Test
  void poolingFindsMaximaAndMeansAndUnpools() {
    float[] x = integers(8 * 32 * 32);
    float[] maxima = new float[8 * 16 * 16];
    int[] switches = new int[maxima.length];
    float[] means = new float[maxima.length];
    float[] unpooled = new float[x.length];

    var pooling = PoolingProblem.builder().channels(8).input(32, 32).kernel(2).stride(2).build();

    MaxPooling.plan(pooling, DataType.FLOAT32).forward(x, maxima, switches);
    MaxUnpooling.plan(UnpoolingProblem.inverting(pooling), DataType.FLOAT32)
        .forward(maxima, switches, unpooled);
    AveragePooling.plan(pooling, DataType.FLOAT32, false).forward(x, means);

    float[] expectedUnpooled = new float[x.length];
    float[] expectedMeans = new float[means.length];
    for (int o = 0; o < means.length; o++) {
      int corner = o / 16 * 64 + o % 16 * 2;
      int best = corner;
      for (int cell : new int[] {corner, corner + 1, corner + 32, corner + 33}) {
        expectedMeans[o] += x[cell] / 4;
        best = x[cell] > x[best] ? cell : best;
      }
      expectedUnpooled[best] = x[best];
      assertEquals(x[best], maxima[o]);
      assertEquals(best % (32 * 32), switches[o]);
    }
    assertArrayEquals(expectedUnpooled, unpooled);
    assertArrayEquals(expectedMeans, means);
  }

  @Test
  void transposedConvolutionDoublesThePlane() {
    float[] x = integers(8 * 16 * 16);
    float[] w = integers(8 * 4 * 3 * 3);
    float[] bias = integers(4);
    float[] y = new float[4 * 32 * 32];

    var upsampling =
        TransposedProblem.builder()
            .channels(8)
            .filters(4)
            .input(16, 16)
            .kernel(3)
            .stride(2)
            .padding(1)
            .outputPadding(1)
            .build();

    new TransposedConvolution<>(
            new GemmBackend(), upsampling, DataType.FLOAT32, PlanOptions.defaults())
        .forward(x, 0, w, 0, bias, 0, y, 0, WriteMode.OVERWRITE, null);

    float[] expected = new float[y.length];
    ConvolutionBackend.named("reference")
        .plan(upsampling.adjoint(), DataType.FLOAT32)
        .backwardData(x, w, expected);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += bias[i / (32 * 32)];
    }
    assertArrayEquals(expected, y);
  }

  @Test
  void columnsAddUpWhereWindowsOverlap() {
    float[] x = integers(3 * 32 * 32);
    float[] dx = new float[x.length];

    var windows =
        new Im2Col<>(ConvolutionProblem.parse("n1_c3_f1_i32x32_k3x3_p1"), DataType.FLOAT32);
    float[] columns = new float[windows.columnsSize()];

    windows.im2col(x, 0, columns, 0);
    windows.col2im(columns, 0, dx, 0, WriteMode.OVERWRITE); // where windows overlap, they add up

    for (int i = 0; i < x.length; i++) {
      int middle = (i / 1024 * 9 + 4) * 1024 + i % 1024;
      assertEquals(x[i], columns[middle]);
      assertEquals(x[i] * covering(i / 32 % 32) * covering(i % 32), dx[i]);
    }
  }

  /** How many windows of three cells reach a cell of an axis of 32, padded by one. */
  private static int covering(int cell) {
    return cell == 0 || cell == 31 ? 2 : 3;
  }

  /** Loops as someone may have them, who never heard of this library. */
  private static void convolve(float[] x, float[] w, float[] bias, float[] y) {
    for (int f = 0; f < 8; f++) {
      for (int row = 0; row < 32; row++) {
        for (int column = 0; column < 32; column++) {
          float sum = bias[f];
          for (int tap = 0; tap < 3 * 3 * 3; tap++) {
            int r = row + tap / 3 % 3 - 1;
            int c = column + tap % 3 - 1;
            if (r >= 0 && r < 32 && c >= 0 && c < 32) {
              sum += x[(tap / 9 * 32 + r) * 32 + c] * w[f * 27 + tap];
            }
          }
          y[(f * 32 + row) * 32 + column] = sum;
        }
      }
    }
  }

  /** Small integers, so that every sum is exact and results compare bit for bit. */
  private static float[] integers(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i * 31 % 17 - 8;
    }
    return values;
  }
}
