package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a plan that is free to choose says of the algorithm that options force.
 *
 * @param passes the passes that the algorithm can run; where none is forced, all that the backend
 *     supports
 * @param refusals why it cannot run the others
 */
public record Applicability(Set<Pass> passes, Map<Pass, String> refusals) {
  /** Copies both. */
  public Applicability {
    passes = Set.copyOf(passes);
    refusals = Map.copyOf(refusals);
  }

  /** Asks {@code backend} for a plan with {@code options}, but for the algorithm. */
  public static Applicability of(
      ConvolutionBackend backend,
      ConvolutionProblem problem,
      DataType<?> type,
      PlanOptions options) {
    Set<Pass> supported = EnumSet.allOf(Pass.class);
    supported.removeIf(pass -> !backend.supports(problem, pass, type));
    String forced = options.algorithm();
    if (!options.forcesAlgorithm()) {
      return new Applicability(supported, Map.of());
    }
    ConvolutionPlan<?> free = backend.plan(problem, type, options.withAlgorithm(PlanOptions.AUTO));
    Set<Pass> passes = EnumSet.noneOf(Pass.class);
    Map<Pass, String> refusals = new EnumMap<>(Pass.class);
    for (Pass pass : supported) {
      Explanation explanation = free.explain(pass);
      if (explanation.algorithm().equals(forced)) {
        passes.add(pass);
      }
      for (Explanation.Alternative other : explanation.others()) {
        if (other.algorithm().equals(forced) && other.applicable()) {
          passes.add(pass);
        } else if (other.algorithm().equals(forced)) {
          refusals.put(pass, other.reason());
        }
      }
    }
    return new Applicability(passes, refusals);
  }

  /** Whether a plan with the algorithm may be refused without breaking the contract. */
  public boolean mayBeRefused() {
    return passes.isEmpty() && isKnown();
  }

  /** Whether the plan knows the algorithm at all. */
  public boolean isKnown() {
    return !passes.isEmpty() || !refusals.isEmpty();
  }
}
