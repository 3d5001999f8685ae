package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
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
    assertEquals(2, examples.size());
    for (String example : examples) {
      assertTrue(source.contains(withoutSpaces(example)), example);
    }
  }

  private static String withoutSpaces(String text) {
    return text.replaceAll("\\s+", "");
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
