package io.colonnade.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.bench.jmh.LoweringBenchmark.Lowered;
import io.colonnade.bench.throughput.Tensors;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.reference.ReferenceBackend;
import io.colonnade.reference.ReferencePooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each body computes what the reference makes of the same tensors, and counts what it did. */
class BenchmarkBodyTest {
  private static final String PROBLEM = "n2_c6_f8_g2_i9x7_k3x2_s2x1_p1";
  private static final double GIGA = 1e9;

  private final FlopCounter flops = new FlopCounter();
  private final ByteCounter bytes = new ByteCounter();

  @SuppressWarnings("unchecked") // the caller knows the type of the array
  private static <A> void assertClose(DataType<A> type, A want, Object got, long terms) {
    double unit = type == DataType.FLOAT32 ? 0x1p-24 : 0x1p-53;
    assertEquals(type.length(want), type.length((A) got));
    for (int i = 0; i < type.length(want); i++) {
      assertEquals(
          type.get(want, i), type.get((A) got, i), (double) terms * terms * unit, "at " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"f32, 1", "f64, 1", "f32, 2"})
  void passes(String dtype, int threads) {
    PassBenchmark benchmark = new PassBenchmark();
    benchmark.problem = PROBLEM;
    benchmark.dtype = dtype;
    benchmark.backend = "gemm";
    benchmark.threads = threads;
    benchmark.setUp();
    assertPasses(benchmark, DataType.named(dtype));
  }

  private <A> void assertPasses(PassBenchmark benchmark, DataType<A> type) {
    ConvolutionProblem problem = ConvolutionProblem.parse(PROBLEM);
    ConvolutionPlan<A> reference = new ReferenceBackend().plan(problem, type);
    A x = Tensors.random(type, "x", problem.xSize());
    A w = Tensors.random(type, "w", problem.wSize());
    A dy = Tensors.random(type, "dy", problem.ySize());
    A y = type.newArray(type.length(dy));
    A dx = type.newArray(type.length(x));
    A dw = type.newArray(type.length(w));
    reference.forward(x, w, null, y);
    reference.backwardData(dy, w, dx);
    reference.backwardWeights(x, dy, dw);
    long terms = problem.batch() * problem.filters() * problem.window().outputSize();
    assertClose(type, y, benchmark.forward(flops), terms);
    assertClose(type, dx, benchmark.backwardData(flops), terms);
    assertClose(type, dw, benchmark.backwardWeights(flops), terms);
    assertEquals(3 * problem.flops() / GIGA, flops.gflop, 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "auto, whole, rows, line",
    "java, whole, rows, line",
    "auto, 2x4x3, rows, beside",
    "auto, 2x4x3, rows, terms",
    "auto, whole, panels, line",
    "auto, 2x4x3, panels, terms"
  })
  void gemm(String provider, String block, String filters, String columns) {
    GemmBenchmark benchmark = new GemmBenchmark();
    int m = 5;
    int n = 9;
    int k = 7;
    benchmark.size = "5x9x7";
    benchmark.block = block;
    benchmark.filters = filters;
    benchmark.provider = provider;
    benchmark.columns = columns;
    benchmark.setUp();
    boolean sums = columns.equals("terms");
    int panel = filters.equals("rows") ? 1 : block.equals("whole") ? m : 2;
    double[] want = new double[m * n];
    for (int i = 0; i < want.length; i++) {
      int first = i / n / panel * panel;
      int rows = Math.min(panel, m - first);
      for (int l = 0; l < k; l++) {
        int b = benchmark.b64Start + (sums ? i % n * k + l : l * n + i % n);
        want[i] += benchmark.a64[first * k + l * rows + i / n - first] * benchmark.b64[b];
      }
    }
    float[] rounded = new float[want.length];
    for (int i = 0; i < want.length; i++) {
      rounded[i] = (float) want[i];
    }
    assertClose(DataType.FLOAT64, want, benchmark.f64(flops), k);
    assertClose(DataType.FLOAT32, rounded, benchmark.f32(flops), k + 2);
    assertEquals(2 * 2 * m * n * k / GIGA, flops.gflop, 1e-15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"n2_c3_i7x6_k3x3_s2_p1", "n1_c5_i8x8_k2x2_s2_channels-last"})
  void pooling(String text) {
    PoolingBenchmark benchmark = new PoolingBenchmark();
    benchmark.problem = text;
    benchmark.setUp();
    PoolingProblem problem = PoolingProblem.parse(text);
    float[] want = new float[(int) problem.ySize()];
    int[] switches = new int[want.length];
    ByteCounter bytes = new ByteCounter();
    ReferencePooling<float[]> reference = new ReferencePooling<>(problem, DataType.FLOAT32);
    reference.max(benchmark.x, want, switches, SwitchNumbering.PLANE_ROW_MAJOR);
    assertArrayEquals(want, benchmark.max(bytes));
    assertArrayEquals(switches, benchmark.switches);
    assertEquals(4L * (benchmark.x.length + 2 * want.length), bytes.bytes);
    assertEquals(bytes.bytes / 8, benchmark.copy(bytes).length);
  }

  private static Lowered<?> lowered(String problem, String dtype, long bandBytes) {
    return new Lowered<>(ConvolutionProblem.parse(problem), DataType.named(dtype), bandBytes);
  }

  @ParameterizedTest
  @CsvSource({"f32, 1000000, 1", "f64, 1000000, 1", "f32, 600, 5"})
  void im2col(String dtype, long bandBytes, int bands) {
    Lowered<?> lowered = lowered(PROBLEM, dtype, bandBytes);
    assertEquals(bands, lowered.bands.count());
    assertLastBand(lowered, DataType.named(dtype));
    ConvolutionProblem problem = lowered.problem;
    long columns = 2 * 2 * problem.depth() * problem.window().outputSize();
    assertEquals(columns * DataType.named(dtype).bytes(), bytes.bytes);
  }

  /**
   * W·columns of the last band of the last group and image is the end of what the reference has for
   * Y.
   */
  @SuppressWarnings("unchecked") // the caller knows the type of the arrays
  private <A> void assertLastBand(Lowered<?> lowered, DataType<A> type) {
    ConvolutionProblem problem = lowered.problem;
    A w = Tensors.random(type, "w", problem.wSize());
    A y = type.newArray((int) problem.ySize());
    new ReferenceBackend().plan(problem, type).forward((A) lowered.x, w, null, y);
    A columns = (A) lowered.im2col(bytes);
    int band = lowered.bands.count() - 1;
    int positions = lowered.bands.positions(band);
    int depth = (int) problem.depth();
    int outputs = (int) problem.window().outputSize();
    int firstFilter = (int) problem.filtersPerGroup();
    for (int f = firstFilter; f < problem.filters(); f++) {
      int plane = Math.toIntExact(((problem.batch() - 1) * problem.filters() + f) * outputs);
      for (int p = 0; p < positions; p++) {
        double sum = 0;
        for (int k = 0; k < depth; k++) {
          sum += type.get(w, f * depth + k) * type.get(columns, k * positions + p);
        }
        int at = plane + lowered.bands.firstPosition(band) + p;
        assertEquals(type.get(y, at), sum, depth * depth * 0x1p-24, "at " + at);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "f64"})
  void col2im(String dtype) {
    Lowered<?> lowered = lowered("n1_c3_f4_i9x7_k3x2_s2x1_p1", dtype, 1_000_000);
    assertEquals(1, lowered.bands.count());
    assertScattered(lowered, DataType.named(dtype));
  }

  /** col2im of Wᵀ·dY is what the reference has for dX. */
  @SuppressWarnings("unchecked") // the caller knows the type of the arrays
  private <A> void assertScattered(Lowered<?> lowered, DataType<A> type) {
    ConvolutionProblem problem = lowered.problem;
    A w = Tensors.random(type, "w", problem.wSize());
    A dy = Tensors.random(type, "dy", problem.ySize());
    int depth = (int) problem.depth();
    int positions = (int) problem.window().outputSize();
    for (int i = 0; i < depth * positions; i++) {
      double sum = 0;
      for (int f = 0; f < problem.filters(); f++) {
        sum += type.get(w, f * depth + i / positions) * type.get(dy, f * positions + i % positions);
      }
      type.set((A) lowered.columns, i, sum);
    }
    A x = (A) lowered.x;
    A want = type.newArray(type.length(x));
    new ReferenceBackend().plan(problem, type).backwardData(dy, w, want);
    for (int i = 0; i < type.length(x); i++) {
      type.set(x, i, 0);
    }
    assertClose(
        type, want, lowered.col2im(bytes), problem.filters() * problem.window().kernelSize());
    assertEquals((long) depth * positions * type.bytes(), bytes.bytes);
  }

  @Test
  void countersStartAnewWithEachIteration() {
    flops.add(2_000_000_000L);
    assertEquals(2.0, flops.gflop);
    bytes.add(7);
    assertEquals(7, bytes.bytes);
    flops.reset();
    bytes.reset();
    assertEquals(0.0, flops.gflop);
    assertEquals(0, bytes.bytes);
  }
}
