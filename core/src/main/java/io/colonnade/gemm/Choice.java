package io.colonnade.gemm;

import io.colonnade.Choices;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses among the algorithms of one pass: the one that the options force, if it applies; one that
 * was measured before; the winner of a race, if the options want one; else the one of the least
 * expected time.
 */
final class Choice<A> {
  private static final List<Pass> PASSES =
      List.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS);

  private final Setting<A> setting;
  private final Pass pass;
  private final PlanOptions options;
  private final String library;
  private final List<Candidate<A>> candidates;

  private Choice(Setting<A> setting, Pass pass, PlanOptions options) {
    this.setting = setting;
    this.pass = pass;
    this.options = options;
    this.library = setting.multiplier().blas().identity();
    this.candidates =
        Algorithms.ALL.stream().map(a -> Candidate.of(a, setting, pass, options)).toList();
  }

  /**
   * What was decided.
   *
   * @param best the candidate chosen
   * @param all all of them, with the times that the decision rests on
   * @param remark what to add to the reason
   * @param otherwise what is said of others that have no fault
   */
  private record Decision<A>(
      Candidate<A> best, List<Candidate<A>> all, String remark, String otherwise) {

    /** The fastest, or the last, which applies to everything, where all need too much scratch. */
    static <A> Decision<A> fastest(List<Candidate<A>> all, String remark) {
      Candidate<A> best =
          all.stream()
              .filter(Candidate::isFree)
              .min(Comparator.comparingDouble(Candidate::nanos))
              .orElse(all.get(all.size() - 1));
      return new Decision<>(best, all, remark, "slower");
    }
  }

  /**
   * The choices for all passes.
   *
   * @param runner runs the races
   * @throws IllegalArgumentException if an algorithm is forced that there is not, or that applies
   *     to none of them
   */
  static <A> Map<Pass, Chosen<A>> all(Setting<A> setting, PlanOptions options, Runner runner) {
    List<Choice<A>> choices =
        PASSES.stream().map(pass -> new Choice<>(setting, pass, options)).toList();
    if (options.forcesAlgorithm() && choices.stream().allMatch(c -> c.forced().isEmpty())) {
      throw choices.get(0).refusal();
    }
    Map<Pass, Chosen<A>> chosen = new EnumMap<>(Pass.class);
    choices.forEach(choice -> chosen.put(choice.pass, choice.chosen(runner)));
    chosen.put(Pass.BACKWARD_BIAS, Chosen.bias(setting));
    return chosen;
  }

  private boolean isMeasured() {
    return options.algorithm().equals(PlanOptions.MEASURE);
  }

  private Optional<Candidate<A>> named(String id) {
    return candidates.stream().filter(candidate -> candidate.isCalled(id)).findFirst();
  }

  /** The algorithm that is wanted, if it can run the pass. */
  private Optional<Candidate<A>> forced() {
    return named(options.algorithm()).filter(candidate -> candidate.kernel() != null);
  }

  private Optional<Candidate<A>> measuredBefore() {
    Choices choices = options.choices();
    if (choices == null) {
      return Optional.empty();
    }
    return choices
        .find(library, setting.problem(), setting.arithmetic().type(), options, pass)
        .flatMap(this::named)
        .filter(Candidate::isFree);
  }

  private IllegalArgumentException refusal() {
    String id = options.algorithm();
    return new IllegalArgumentException(
        named(id)
            .map(
                candidate ->
                    "algorithm=%s: does not apply to %s of %s: %s"
                        .formatted(id, pass, setting.problem(), candidate.objection()))
            .orElseGet(
                () ->
                    "algorithm=%s: must be one of %s, %s or %s"
                        .formatted(
                            id,
                            Algorithms.ALL.stream().map(Algorithm::id).toList(),
                            PlanOptions.AUTO,
                            PlanOptions.MEASURE)));
  }

  private Decision<A> decide(Runner runner) {
    if (forced().isPresent()) {
      return new Decision<>(forced().get(), candidates, " (forced)", "another was forced");
    }
    Optional<Candidate<A>> before = measuredBefore();
    if (before.isPresent() && !options.forcesAlgorithm()) {
      return new Decision<>(before.get(), candidates, " (measured before)", "slower then");
    }
    if (isMeasured()) {
      return measured(runner);
    }
    String remark = " (chosen, as %s does not apply)".formatted(options.algorithm());
    return Decision.fastest(candidates, options.forcesAlgorithm() ? remark : "");
  }

  private Decision<A> measured(Runner runner) {
    List<Candidate<A>> free = candidates.stream().filter(Candidate::isFree).toList();
    List<Candidate<A>> all = new ArrayList<>(candidates);
    all.removeAll(free);
    all.addAll(new Race<>(setting, runner, options.preparedFilters()).run(free));
    Decision<A> decision = Decision.fastest(all, " (measured)");
    if (options.choices() != null) {
      String id = decision.best.algorithm().id();
      DataType<A> type = setting.arithmetic().type();
      options.choices().put(library, setting.problem(), type, options, pass, id);
    }
    return decision;
  }

  private Chosen<A> chosen(Runner runner) {
    Decision<A> decision = decide(runner);
    Kernel<A> kernel = Objects.requireNonNull(decision.best.kernel());
    Algorithm algorithm = decision.best.algorithm();
    int bytes = setting.arithmetic().type().bytes();
    return new Chosen<>(
        kernel,
        new Explanation(
            pass,
            algorithm.id(),
            algorithm.description() + decision.remark,
            Runner.elements(kernel) * bytes,
            Runner.preparedElements(kernel) * bytes,
            decision.best.nanos(),
            algorithm.exactOnIntegers(),
            algorithm.errorBound(setting.problem(), pass),
            decision.all.stream()
                .filter(candidate -> !candidate.isCalled(algorithm.id()))
                .map(candidate -> candidate.alternative(decision.otherwise))
                .toList()));
  }
}
