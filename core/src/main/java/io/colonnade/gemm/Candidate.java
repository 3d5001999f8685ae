package io.colonnade.gemm;

import io.colonnade.Accuracy;
import io.colonnade.Explanation.Alternative;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.numeric.AlignedArray;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm that one pass might be run by.
 *
 * @param algorithm the algorithm
 * @param kernel {@code null} where it cannot run the pass
 * @param nanos the expected time of a call; NaN where it cannot run the pass
 * @param objection why it cannot, or must not be chosen unasked; empty if nothing speaks against it
 */
record Candidate<A>(
    Algorithm algorithm, @Nullable Kernel<A> kernel, double nanos, String objection) {
  /** The largest error, as a multiple of that of direct summation, that is chosen unasked. */
  private static final double LARGEST_ERROR_FACTOR = 4;

  static <A> Candidate<A> of(
      Algorithm algorithm, Setting<A> setting, Pass pass, PlanOptions options) {
    Optional<String> refusal = algorithm.refuses(setting.problem(), pass);
    if (refusal.isPresent()) {
      return unable(algorithm, refusal.get());
    }
    if (options.accuracy() == Accuracy.STRICT && !algorithm.exactOnIntegers()) {
      return unable(algorithm, "accuracy=STRICT admits direct summation only");
    }
    Kernel<A> kernel = algorithm.kernel(setting, pass);
    Preparation<A> preparation = kernel.preparation();
    double nanos = kernel.work().nanos();
    if (preparation != null && !options.preparedFilters()) {
      nanos += preparation.nanos();
    }
    String objection = objection(algorithm, setting, pass, kernel);
    return new Candidate<>(algorithm, kernel, nanos, objection);
  }

  private static String objection(
      Algorithm algorithm, Setting<?> setting, Pass pass, Kernel<?> kernel) {
    double factor = algorithm.errorFactor(setting.problem(), pass);
    if (factor > LARGEST_ERROR_FACTOR) {
      return String.format(
          Locale.ROOT, "its errors are %.1f times those of direct summation", factor);
    }
    long elements = Runner.elements(kernel);
    if (elements > AlignedArray.MOST) {
      return String.format(
          Locale.ROOT, "needs %,d elements of scratch, more than an array has", elements);
    }
    long bytes = kernel.scratch() * setting.arithmetic().type().bytes();
    long limit = setting.workspaceLimit();
    return limit == 0 || bytes <= limit
        ? ""
        : String.format(Locale.ROOT, "needs %,d bytes a thread, workspaceLimit=%,d", bytes, limit);
  }

  private static <A> Candidate<A> unable(Algorithm algorithm, String refusal) {
    return new Candidate<>(algorithm, null, Double.NaN, refusal);
  }

  /** The same, after its time has been measured. */
  Candidate<A> withNanos(double measured) {
    return new Candidate<>(algorithm, kernel, measured, objection);
  }

  /** Whether it may be chosen unasked. */
  boolean isFree() {
    return kernel != null && objection.isEmpty();
  }

  boolean isCalled(String id) {
    return algorithm.id().equals(id);
  }

  /** What is said of it where it was not chosen, {@code otherwise} if it has no fault. */
  Alternative alternative(String otherwise) {
    return new Alternative(
        algorithm.id(), kernel != null, nanos, objection.isEmpty() ? otherwise : objection);
  }
}
