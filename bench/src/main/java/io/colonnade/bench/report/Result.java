package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * One row: a backend on a layer. The figures are {@code null} where the backend does not support
 * the pass.
 *
 * @param net the network
 * @param layer the layer
 * @param pass the workload: a pass, or {@code training} for the three that a training step needs
 * @param dtype {@code f32} or {@code f64}
 * @param batch images N
 * @param threads threads of one call
 * @param backend the backend
 * @param mode {@value #ARRAYS}: Java arrays in and out
 * @param filters {@value #EACH_CALL}: whatever the backend does to prepare the filters is part of
 *     each call
 * @param supported whether the backend supports the pass
 * @param algorithm what ran
 * @param problem the problem string
 * @param flops floating point operations of one call
 * @param repeat how often the network has the layer
 * @param seconds median time of one call
 * @param spread half the distance between the quartiles, as a fraction of the median
 * @param samples number of samples
 * @param gflops 10⁹ flops a second, at the median
 * @param ceilingGflops what bare GEMM reaches; {@code null} also where the layer has no ceiling
 * @param ceilingGemm how that GEMM was cut into calls
 * @param workspaceBytes scratch of one call
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Result(
    String net,
    String layer,
    String pass,
    String dtype,
    long batch,
    int threads,
    String backend,
    String mode,
    String filters,
    boolean supported,
    @Nullable String algorithm,
    String problem,
    long flops,
    long repeat,
    @Nullable Double seconds,
    @Nullable Double spread,
    @Nullable Integer samples,
    @Nullable Double gflops,
    @Nullable Double ceilingGflops,
    @Nullable String ceilingGemm,
    @Nullable Long workspaceBytes) {

  /** The {@link #mode} in which the tensors are Java arrays. */
  public static final String ARRAYS = "arrays";

  /** The {@link #filters} that are prepared, if at all, in each call anew. */
  public static final String EACH_CALL = "each-call";

  private static final double GIGA = 1e9;

  /** 10⁹ operations a second. */
  static double gflops(double flops, double seconds) {
    return flops / seconds / GIGA;
  }
}
