package io.colonnade.pooling;

import io.colonnade.PlanOptions;
import io.colonnade.parallel.Crew;

/** What pooling makes of the options of a plan. */
final class PoolingOptions {
  private PoolingOptions() {}

  /**
   * A crew for the threads of {@code options}.
   *
   * @throws IllegalArgumentException if they name an algorithm or an activation
   */
  static Crew crew(PlanOptions options) {
    if (!options.algorithm().equals(PlanOptions.AUTO)) {
      throw new IllegalArgumentException(
          "algorithm=%s: must be %s, pooling has no others"
              .formatted(options.algorithm(), PlanOptions.AUTO));
    }
    if (!options.activation().isNone()) {
      throw new IllegalArgumentException(
          "activation=%s: must be none, pooling applies no other".formatted(options.activation()));
    }
    return new Crew(options.threads(), options.executor());
  }
}
