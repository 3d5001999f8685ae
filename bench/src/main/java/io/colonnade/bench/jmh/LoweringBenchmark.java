package io.colonnade.bench.jmh;

import io.colonnade.DataType;
import io.colonnade.bench.throughput.Tensors;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Layout;
import io.colonnade.lowering.Bands;
import io.colonnade.lowering.Lowering;
import io.colonnade.numeric.Arithmetic;
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
 * im2col and col2im alone, over all bands of all groups and images, in one block of columns that
 * every band uses again, as the passes do. What is counted is the columns: written or read once.
 */
@State(Scope.Thread) // tensors of its own for each of JMH's threads; lowering runs on one
@BenchmarkMode(Mode.Throughput) // the mode in which the counter is a rate
@OutputTimeUnit(TimeUnit.SECONDS) // per second, so that it reads bytes/s
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED") // two, as JITs differ
@Warmup(iterations = 5, time = 1) // seconds; C2 is done after two or three
@Measurement(iterations = 5, time = 1) // seconds; hundreds of calls each
public class LoweringBenchmark {

  /**
   * Layers of ResNet-50: the first, a 3×3, a 3×3 with stride 2; and a dilated one. Channels first.
   */
  @Param({
    "n1_c3_f64_i224x224_k7x7_s2_p3",
    "n1_c128_f128_i28x28_k3x3_p1",
    "n1_c256_f256_i28x28_k3x3_s2_p1",
    "n1_c128_f128_i28x28_k3x3_p2_d2"
  })
  public String problem = "";

  /** The element type. */
  @Param("f32")
  public String dtype = "";

  /** The most bytes that the columns of a band may take; half of a common L2 cache. */
  @Param("524288")
  public long bandBytes;

  @Nullable Lowered<?> lowered;

  /** Makes the tables and the tensors. */
  @Setup
  public void setUp() {
    lowered = new Lowered<>(ConvolutionProblem.parse(problem), DataType.named(dtype), bandBytes);
  }

  /** {@code columns = cols(X)}. */
  @Benchmark
  public Object im2col(ByteCounter counter) {
    return Objects.requireNonNull(lowered).im2col(counter);
  }

  /** {@code X += col2im(columns)}. */
  @Benchmark
  public Object col2im(ByteCounter counter) {
    return Objects.requireNonNull(lowered).col2im(counter);
  }

  /** A layer, its bands and its tensors. */
  static final class Lowered<A> {
    final ConvolutionProblem problem;
    final Bands bands;
    final A x;
    final A columns;
    private final Lowering lowering;
    private final Arithmetic<A> arithmetic;
    private final int depth;
    private final long bytes;

    Lowered(ConvolutionProblem problem, DataType<A> type, long bandBytes) {
      if (problem.layout() != Layout.CHANNELS_FIRST) {
        throw new IllegalArgumentException(
            "problem=%s: must have the channels first".formatted(problem));
      }
      this.problem = problem;
      this.depth = Math.toIntExact(problem.depth());
      this.bytes =
          problem.batch() * problem.groups() * depth * problem.window().outputSize() * type.bytes();
      this.lowering = Lowering.of(problem);
      this.arithmetic = Arithmetic.of(type);
      this.bands = new Bands(problem.window(), Math.max(1, bandBytes / type.bytes() / depth), 1);
      this.x = Tensors.random(type, "x", problem.xSize());
      this.columns = Tensors.random(type, "columns", (long) depth * bands.maxPositions());
    }

    A im2col(ByteCounter counter) {
      for (int offset = 0; offset < problem.xSize(); offset += groupSize()) {
        for (int band = 0; band < bands.count(); band++) {
          int row = lowering.rowLength(bands.positions(band));
          lowering.im2col(arithmetic, x, offset, 0, depth, bands, band, columns, 0, row);
        }
      }
      counter.add(bytes);
      return columns;
    }

    A col2im(ByteCounter counter) {
      for (int offset = 0; offset < problem.xSize(); offset += groupSize()) {
        for (int band = 0; band < bands.count(); band++) {
          int row = lowering.rowLength(bands.positions(band));
          lowering.col2im(arithmetic, x, offset, 0, depth, bands, band, columns, 0, row, false);
        }
      }
      counter.add(bytes);
      return x;
    }

    /** Elements of X between the first cells of neighbouring groups, of this image or the next. */
    private int groupSize() {
      return Math.toIntExact(problem.channelsPerGroup() * problem.window().inputSize());
    }
  }
}
