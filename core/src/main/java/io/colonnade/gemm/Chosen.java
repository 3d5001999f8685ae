package io.colonnade.gemm;

import io.colonnade.Explanation;
import io.colonnade.Explanation.Alternative;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The algorithm of one pass, its kernel, and why it was chosen.
 *
 * @param kernel the kernel
 * @param explanation the reason
 */
record Chosen<A>(Kernel<A> kernel, Explanation explanation) {

  /** The first algorithm of the list that applies, or the one that the options force. */
  static <A> Chosen<A> of(Setting<A> setting, Pass pass, PlanOptions options) {
    boolean forced = !options.algorithm().equals(PlanOptions.AUTO);
    Algorithm algorithm =
        forced ? forced(setting, pass, options.algorithm()) : first(setting, pass);
    Kernel<A> kernel = algorithm.kernel(setting, pass);
    long bytes = kernel.scratch() * kernel.tasks() * setting.arithmetic().type().bytes();
    String reason = algorithm.description() + (forced ? " (forced)" : "");
    return new Chosen<>(
        kernel,
        new Explanation(
            pass,
            algorithm.id(),
            reason,
            bytes,
            algorithm.exactOnIntegers(),
            others(setting, pass, algorithm, forced)));
  }

  private static Algorithm forced(Setting<?> setting, Pass pass, String id) {
    Algorithm algorithm =
        Algorithm.all().stream()
            .filter(a -> a.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "algorithm=%s: must be one of %s, or %s"
                            .formatted(
                                id,
                                Algorithm.all().stream().map(Algorithm::id).toList(),
                                PlanOptions.AUTO)));
    Optional<String> refusal = algorithm.refuses(setting.problem(), pass);
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(
          "algorithm=%s: does not apply to %s of %s: %s"
              .formatted(id, pass, setting.problem(), refusal.get()));
    }
    return algorithm;
  }

  private static Algorithm first(Setting<?> setting, Pass pass) {
    return Algorithm.all().stream()
        .filter(a -> a.refuses(setting.problem(), pass).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static List<Alternative> others(
      Setting<?> setting, Pass pass, Algorithm chosen, boolean forced) {
    List<Alternative> others = new ArrayList<>();
    for (Algorithm other : Algorithm.all()) {
      if (other != chosen) {
        Optional<String> refusal = other.refuses(setting.problem(), pass);
        others.add(
            new Alternative(
                other.id(),
                refusal.isEmpty(),
                refusal.orElse(forced ? "another was forced" : chosen.id() + " is more special")));
      }
    }
    return others;
  }
}
