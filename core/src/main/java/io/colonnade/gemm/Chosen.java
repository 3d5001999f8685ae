package io.colonnade.gemm;

import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.gemm.pass.BackwardBiasKernel;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import java.util.List;

/**
 * The algorithm of one pass, its kernel, and why it was chosen.
 *
 * @param kernel the kernel
 * @param explanation the reason
 */
record Chosen<A>(Kernel<A> kernel, Explanation explanation) {

  /** The only way in which the gradient of the bias is computed. */
  static <A> Chosen<A> bias(Setting<A> setting) {
    Kernel<A> kernel = new BackwardBiasKernel<>(setting);
    return new Chosen<>(
        kernel,
        new Explanation(
            Pass.BACKWARD_BIAS,
            "sum",
            "the only algorithm",
            0,
            0,
            kernel.work().nanos(),
            true,
            null,
            List.of()));
  }
}
