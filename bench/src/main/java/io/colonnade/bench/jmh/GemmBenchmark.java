package io.colonnade.bench.jmh;

import io.colonnade.blas.Blas;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bare GEMM, row-major, {@code C = A·B}: what the passes could reach if lowering cost nothing. */
@State(Scope.Thread) // matrices of its own for each of JMH's threads; a GEMM runs on one
@BenchmarkMode(Mode.Throughput) // the mode in which the counter is a rate
@OutputTimeUnit(TimeUnit.SECONDS) // per second, so that it reads GFLOP/s
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED") // memory layouts differ
@Warmup(iterations = 3, time = 1) // seconds; native code, so only clocks and caches warm up
@Measurement(iterations = 5, time = 1) // seconds; thousands of calls each
public class GemmBenchmark {
  private static final long SEED = 1;

  /** Elements of a line of the cache. */
  private static final int SPARE = 16;

  /** Filters × positions × depth: layers of ResNet-50 and a large square. */
  @Param({"64x3136x64", "128x784x1152", "256x784x512", "512x49x4608", "1024x1024x1024"})
  public String size = "";

  /**
   * The largest filters × positions × depth of one call, or {@code whole}: a product is cut into
   * such calls.
   */
  @Param({"whole", "32x448x64"})
  public String block = "";

  /**
   * How A lies: row by row, or in panels of a block's rows, in which the rows of a term lie side by
   * side, as prepared filters do.
   */
  @Param({"rows", "panels"})
  public String filters = "";

  /**
   * Whether B starts on a {@code line} of the cache, or {@code beside}, some elements later; or
   * lies with its {@code terms} side by side, as the columns of backward weights do.
   */
  @Param("line")
  public String columns = "";

  /** As {@link Blas#of} has it. */
  @Param("auto")
  public String provider = "";

  private @Nullable Blas blas;
  private int m;
  private int n;
  private int k;
  private int mBlock;
  private int nBlock;
  private int kBlock;
  private boolean panels;
  private boolean sums;
  private int bStart;
  int b64Start;
  float[] a = {};
  float[] b = {};
  float[] c = {};
  double[] a64 = {};
  double[] b64 = {};
  double[] c64 = {};

  /** Loads the library and fills the matrices. */
  @Setup
  public void setUp() {
    int[] sizes = sizes(size);
    m = sizes[0];
    n = sizes[1];
    k = sizes[2];
    int[] blocks = block.equals("whole") ? sizes : sizes(block);
    mBlock = blocks[0];
    nBlock = blocks[1];
    kBlock = blocks[2];
    panels = filters.equals("panels");
    sums = columns.equals("terms");
    blas = Blas.of(provider);
    SplittableRandom random = new SplittableRandom(SEED);
    a64 = random.doubles((long) m * k, -1, 1).toArray();
    b64 = new double[k * n + SPARE];
    c64 = new double[m * n];
    a = floats(a64);
    b = new float[k * n + SPARE];
    c = new float[m * n];
    int beside = columns.equals("beside") ? SPARE / 4 : 0;
    bStart = blas.lineStart(b) + beside;
    b64Start = blas.lineStart(b64) + beside;
    for (int i = 0; i < k * n; i++) {
      b64[b64Start + i] = random.nextDouble(-1, 1);
      b[bStart + i] = (float) b64[b64Start + i];
    }
  }

  private static int[] sizes(String text) {
    return Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** One call of the BLAS: from row i, column j and term l on, with A from {@code at} on. */
  private interface Call {
    void run(int i, int j, int l, int rows, int columns, int terms, int at, int lda);
  }

  /**
   * Goes through the terms first where they are no more than the rows, and through the rows else.
   */
  private void inBlocks(Call call) {
    int down = (m + mBlock - 1) / mBlock;
    int along = (k + kBlock - 1) / kBlock;
    for (int j = 0; j < n; j += nBlock) {
      for (int block = 0; block < down * along; block++) {
        int i = mBlock * (k <= m ? block / along : block % down);
        int l = kBlock * (k <= m ? block % along : block / down);
        int rows = Math.min(mBlock, m - i);
        int at = panels ? i * k + l * rows : i * k + l;
        int columns = Math.min(nBlock, n - j);
        call.run(i, j, l, rows, columns, Math.min(kBlock, k - l), at, panels ? rows : k);
      }
    }
  }

  private int from(int column, int term) {
    return sums ? column * k + term : term * n + column;
  }

  /** In single precision. */
  @Benchmark
  public float[] f32(FlopCounter counter) {
    Blas used = Objects.requireNonNull(blas);
    inBlocks(
        (i, j, l, rows, columns, terms, at, lda) ->
            used.gemm(
                panels,
                sums,
                rows,
                columns,
                terms,
                a,
                at,
                lda,
                b,
                bStart + from(j, l),
                sums ? k : n,
                l > 0,
                c,
                i * n + j,
                n));
    counter.add(2L * m * n * k);
    return c;
  }

  /** In double precision. */
  @Benchmark
  public double[] f64(FlopCounter counter) {
    Blas used = Objects.requireNonNull(blas);
    inBlocks(
        (i, j, l, rows, columns, terms, at, lda) ->
            used.gemm(
                panels,
                sums,
                rows,
                columns,
                terms,
                a64,
                at,
                lda,
                b64,
                b64Start + from(j, l),
                sums ? k : n,
                l > 0,
                c64,
                i * n + j,
                n));
    counter.add(2L * m * n * k);
    return c64;
  }
}
