package io.colonnade.gemm;

import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses among the algorithms of one pass: the one that the options force, if it applies, else the
 * one of the least {@linkplain Kernel#nanos expected time}.
 */
final class Choice<A> {
  private static final List<Pass> PASSES =
      List.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS);

  private final Setting<A> setting;
  private final Pass pass;
  private final String wanted;
  private final List<Candidate<A>> candidates;

  private Choice(Setting<A> setting, Pass pass, PlanOptions options) {
    this.setting = setting;
    this.pass = pass;
    this.wanted = options.algorithm();
    this.candidates =
        Algorithm.all().stream().map(a -> Candidate.of(a, setting, pass, options)).toList();
  }

  /**
   * The choices for all passes.
   *
   * @throws IllegalArgumentException if an algorithm is forced that there is not, or that applies
   *     to none of them
   */
  static <A> Map<Pass, Chosen<A>> all(Setting<A> setting, PlanOptions options) {
    List<Choice<A>> choices =
        PASSES.stream().map(pass -> new Choice<>(setting, pass, options)).toList();
    if (choices.stream().noneMatch(Choice::isHonoured)) {
      throw choices.get(0).refusal();
    }
    Map<Pass, Chosen<A>> chosen = new EnumMap<>(Pass.class);
    choices.forEach(choice -> chosen.put(choice.pass, choice.chosen()));
    chosen.put(Pass.BACKWARD_BIAS, Chosen.bias(setting));
    return chosen;
  }

  private boolean isForced() {
    return !wanted.equals(PlanOptions.AUTO);
  }

  /** Whether the algorithm that is wanted, if any, can run the pass. */
  private boolean isHonoured() {
    return !isForced() || named().filter(candidate -> candidate.kernel() != null).isPresent();
  }

  private Optional<Candidate<A>> named() {
    return candidates.stream().filter(candidate -> candidate.isCalled(wanted)).findFirst();
  }

  private IllegalArgumentException refusal() {
    return new IllegalArgumentException(
        named()
            .map(
                candidate ->
                    "algorithm=%s: does not apply to %s of %s: %s"
                        .formatted(wanted, pass, setting.problem(), candidate.objection()))
            .orElseGet(
                () ->
                    "algorithm=%s: must be one of %s, or %s"
                        .formatted(
                            wanted,
                            Algorithm.all().stream().map(Algorithm::id).toList(),
                            PlanOptions.AUTO)));
  }

  private Chosen<A> chosen() {
    boolean forced = isForced() && isHonoured();
    Candidate<A> best = forced ? named().orElseThrow() : fastest();
    Kernel<A> kernel = Objects.requireNonNull(best.kernel());
    Algorithm algorithm = best.algorithm();
    int bytes = setting.arithmetic().type().bytes();
    long prepared = Chosen.preparedElements(kernel) * bytes;
    return new Chosen<>(
        kernel,
        new Explanation(
            pass,
            algorithm.id(),
            algorithm.description() + remark(forced),
            Chosen.scratchElements(kernel) * bytes + prepared,
            prepared,
            best.nanos(),
            algorithm.exactOnIntegers(),
            candidates.stream()
                .filter(candidate -> !candidate.isCalled(algorithm.id()))
                .map(candidate -> candidate.alternative(forced ? "another was forced" : "slower"))
                .toList()));
  }

  private Candidate<A> fastest() {
    return candidates.stream()
        .filter(Candidate::isFree)
        .min(Comparator.comparingDouble(Candidate::nanos))
        .orElseThrow();
  }

  private String remark(boolean forced) {
    if (!isForced()) {
      return "";
    }
    return forced ? " (forced)" : " (chosen, as %s does not apply)".formatted(wanted);
  }
}
