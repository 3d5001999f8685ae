package io.colonnade.bench.jmh;

import io.colonnade.blas.Blas;
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

  /** Filters × positions × depth: whole layers of ResNet-50, a block of one, and a large square. */
  @Param({"64x3136x64", "128x784x1152", "512x49x4608", "64x192x64", "1024x1024x1024"})
  public String size = "";

  /** As {@link Blas#of} has it. */
  @Param("auto")
  public String provider = "";

  private @Nullable Blas blas;
  private int m;
  private int n;
  private int k;
  float[] a = {};
  float[] b = {};
  float[] c = {};
  double[] a64 = {};
  double[] b64 = {};
  double[] c64 = {};

  /** Loads the library and fills the matrices. */
  @Setup
  public void setUp() {
    String[] sizes = size.split("x", -1);
    m = Integer.parseInt(sizes[0]);
    n = Integer.parseInt(sizes[1]);
    k = Integer.parseInt(sizes[2]);
    blas = Blas.of(provider);
    SplittableRandom random = new SplittableRandom(SEED);
    a64 = random.doubles((long) m * k, -1, 1).toArray();
    b64 = random.doubles((long) k * n, -1, 1).toArray();
    c64 = new double[m * n];
    a = floats(a64);
    b = floats(b64);
    c = new float[m * n];
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** In single precision. */
  @Benchmark
  public float[] f32(FlopCounter counter) {
    Objects.requireNonNull(blas).gemm(false, false, m, n, k, a, 0, k, b, 0, n, false, c, 0, n);
    counter.add(2L * m * n * k);
    return c;
  }

  /** In double precision. */
  @Benchmark
  public double[] f64(FlopCounter counter) {
    Objects.requireNonNull(blas)
        .gemm(false, false, m, n, k, a64, 0, k, b64, 0, n, false, c64, 0, n);
    counter.add(2L * m * n * k);
    return c64;
  }
}
