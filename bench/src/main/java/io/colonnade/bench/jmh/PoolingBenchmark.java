package io.colonnade.bench.jmh;

import io.colonnade.DataType;
import io.colonnade.bench.throughput.Tensors;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.pooling.AveragePooling;
import io.colonnade.pooling.MaxPooling;
import java.util.Objects;
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

/**
 * Pooling beside a plain copy of as many bytes: input, output and switches for the maxima, input
 * and output for the maxima alone and for the averages.
 */
@State(Scope.Thread) // tensors of its own for each of JMH's threads; pooling runs on one
@BenchmarkMode(Mode.Throughput) // the mode in which the counter is a rate
@OutputTimeUnit(TimeUnit.SECONDS) // per second, so that it reads bytes/s
@Fork(2) // two, as JITs differ
@Warmup(iterations = 5, time = 1) // seconds; C2 is done after two or three
@Measurement(iterations = 5, time = 1) // seconds; hundreds of calls each
public class PoolingBenchmark {

  /** A plane of VGG under its pooling, and of ResNet under its own; channels first and last. */
  @Param({
    "n1_c64_i112x112_k2x2_s2",
    "n1_c64_i112x112_k3x3_s2",
    "n1_c64_i112x112_k3x3_s2_p1_ceil",
    "n1_c64_i112x112_k3x3_s2_channels-last"
  })
  public String problem = "";

  @Nullable MaxPooling<float[]> max;
  @Nullable AveragePooling<float[]> average;
  float[] x = {};
  float[] y = {};
  int[] switches = {};
  private float[] source = {};
  private float[] target = {};

  /** Makes the plans and the tensors. */
  @Setup
  public void setUp() {
    PoolingProblem parsed = PoolingProblem.parse(problem);
    max = MaxPooling.plan(parsed, DataType.FLOAT32);
    average = AveragePooling.plan(parsed, DataType.FLOAT32, true);
    x = Tensors.random(DataType.FLOAT32, "x", parsed.xSize());
    y = new float[(int) parsed.ySize()];
    switches = new int[y.length];
    source = new float[(x.length + 2 * y.length) / 2];
    target = new float[source.length];
  }

  /** Maxima and switches. */
  @Benchmark
  public float[] max(ByteCounter counter) {
    Objects.requireNonNull(max).forward(x, y, switches);
    counter.add((long) Float.BYTES * (x.length + y.length) + (long) Integer.BYTES * y.length);
    return y;
  }

  /** Maxima alone. */
  @Benchmark
  public float[] maxValues(ByteCounter counter) {
    Objects.requireNonNull(max).forward(x, y, null);
    counter.add((long) Float.BYTES * (x.length + y.length));
    return y;
  }

  /** Averages. */
  @Benchmark
  public float[] average(ByteCounter counter) {
    Objects.requireNonNull(average).forward(x, y);
    counter.add((long) Float.BYTES * (x.length + y.length));
    return y;
  }

  /** Half of the bytes that the maxima move is read, the other half written. */
  @Benchmark
  public float[] copy(ByteCounter counter) {
    System.arraycopy(source, 0, target, 0, source.length);
    counter.add(2L * Float.BYTES * source.length);
    return target;
  }
}
