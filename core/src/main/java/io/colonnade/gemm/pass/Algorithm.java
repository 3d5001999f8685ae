package io.colonnade.gemm.pass;

import io.colonnade.ErrorBound;
import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way to carry out a pass. Stateless. */
public interface Algorithm {

  /** A short name in lower case, by which options and reports know the algorithm. */
  String id();

  /** In one clause: what it does, and when that is good. */
  String description();

  /**
   * Whether results are exact where all values and all partial sums are integers that the element
   * type holds: direct summation, as {@link io.colonnade.Accuracy#STRICT} wants it.
   */
  boolean exactOnIntegers();

  /**
   * The largest error in float32, measured, as a multiple of that of direct summation; 1 for direct
   * summation itself.
   */
  default double errorFactor(ConvolutionProblem problem, Pass pass) {
    return 1;
  }

  /** How far results may be from the exact ones; {@code null} for direct summation. */
  default @Nullable ErrorBound errorBound(ConvolutionProblem problem, Pass pass) {
    return null;
  }

  /** Why this algorithm cannot run {@code pass} of {@code problem}; empty if it can. */
  Optional<String> refuses(ConvolutionProblem problem, Pass pass);

  /**
   * Makes {@code pass} ready; only called where it {@linkplain #refuses is not refused}, and not
   * for {@link Pass#BACKWARD_BIAS}, which is the same for all.
   */
  <A> Kernel<A> kernel(Setting<A> setting, Pass pass);
}
