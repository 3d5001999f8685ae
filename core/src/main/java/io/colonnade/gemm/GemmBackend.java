package io.colonnade.gemm;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.blas.Blas;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.GemmBlocks;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.numeric.Arithmetic;
import java.util.List;
import java.util.Objects;

/**
 * The fast backend, {@value #NAME}: im2col and GEMM, or direct summation where that is faster.
 * Supports every problem, pass and element type whose tensors fit Java arrays.
 *
 * <p>The columns hold the zeros of the padding, so that a NaN or an infinity in W reaches every
 * output of its filter in the forward pass, those whose windows have only padding under it as NaN,
 * unless all windows have and the sums are direct.
 */
public final class GemmBackend implements ConvolutionBackend {

  /** The name of this backend. */
  public static final String NAME = "gemm";

  private final Blas blas;
  private final ScratchPool<float[]> floats;
  private final ScratchPool<double[]> doubles;

  /** A backend on the BLAS that the process uses by default. */
  public GemmBackend() {
    this(Blas.getDefault());
  }

  /** A backend on {@code blas}. */
  public GemmBackend(Blas blas) {
    this.blas = Objects.requireNonNull(blas, "blas");
    this.floats = new ScratchPool<>(DataType.FLOAT32, blas);
    this.doubles = new ScratchPool<>(DataType.FLOAT64, blas);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return ConvolutionPlan.fits(problem);
  }

  @Override
  public List<String> algorithms() {
    return Algorithms.ALL.stream().map(Algorithm::id).toList();
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(options, "options");
    Setting<A> setting =
        new Setting<>(
            problem,
            new Multiplier<>(Arithmetic.of(type), blas, GemmBlocks.of(blas.identity())),
            Costs.of(blas.identity(), type),
            options.threads(),
            options.workspaceLimit(),
            options.activation(),
            options.preparedFilters());
    return new GemmPlan<>(setting, options, pool(type));
  }

  @SuppressWarnings("unchecked") // the array type follows from the data type
  private <A> ScratchPool<A> pool(DataType<A> type) {
    return (ScratchPool<A>) (type == DataType.FLOAT32 ? floats : doubles);
  }
}
