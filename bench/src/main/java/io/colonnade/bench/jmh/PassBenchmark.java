package io.colonnade.bench.jmh;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.bench.throughput.PlannedLayer;
import io.colonnade.bench.throughput.Tensors;
import io.colonnade.bench.throughput.Workload;
import io.colonnade.geometry.ConvolutionProblem;
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

/** The three passes of a training step, each on its own, on one layer. */
@State(Scope.Benchmark) // one set of tensors: only the threads of the plan share the work
@BenchmarkMode(Mode.Throughput) // the mode in which the counter is a rate
@OutputTimeUnit(TimeUnit.SECONDS) // per second, so that it reads GFLOP/s
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED") // two, as JITs differ
@Warmup(iterations = 5, time = 1) // seconds; C2 is done with the lowering after two or three
@Measurement(iterations = 5, time = 1) // seconds; hundreds of calls each
public class PassBenchmark {

  /** Layers of ResNet-50: the first, a pointwise one, a 3×3, a 3×3 with stride 2. */
  @Param({
    "n1_c3_f64_i224x224_k7x7_s2_p3",
    "n1_c256_f64_i56x56_k1x1",
    "n1_c128_f128_i28x28_k3x3_p1",
    "n1_c256_f256_i28x28_k3x3_s2_p1"
  })
  public String problem = "";

  /** The element type. */
  @Param("f32")
  public String dtype = "";

  /** Any backend that the service loader finds. */
  @Param("gemm")
  public String backend = "";

  /** Threads of one call; JMH's own number stays at one. */
  @Param("1")
  public int threads = 1;

  private @Nullable PlannedLayer<?> layer;

  /** Makes the plan and the tensors. */
  @Setup
  public void setUp() {
    layer = plan(DataType.named(dtype));
  }

  private <A> PlannedLayer<A> plan(DataType<A> type) {
    ConvolutionProblem parsed = ConvolutionProblem.parse(problem);
    PlanOptions options = PlanOptions.defaults().withThreads(threads);
    return new PlannedLayer<>(
        ConvolutionBackend.named(backend).plan(parsed, type, options),
        new Tensors<>(parsed, type, Workload.TRAINING.passes()));
  }

  /** {@code Y = W·cols(X)}. */
  @Benchmark
  public Object forward(FlopCounter counter) {
    return run(Pass.FORWARD, counter);
  }

  /** {@code dX = col2im(Wᵀ·dY)}. */
  @Benchmark
  public Object backwardData(FlopCounter counter) {
    return run(Pass.BACKWARD_DATA, counter);
  }

  /** {@code dW = Σ dY·cols(X)ᵀ}. */
  @Benchmark
  public Object backwardWeights(FlopCounter counter) {
    return run(Pass.BACKWARD_WEIGHTS, counter);
  }

  /** Returns the result, so that JMH keeps it alive. */
  private Object run(Pass pass, FlopCounter counter) {
    PlannedLayer<?> planned = Objects.requireNonNull(layer);
    planned.run(pass);
    counter.add(planned.plan().problem().flops());
    return Objects.requireNonNull(planned.result(pass));
  }
}
