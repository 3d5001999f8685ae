package io.colonnade.contract;

import io.colonnade.ConvolutionPlan;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.TestedConvolution.PlanPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the plan of a convolution says of itself is true. */
final class PlanProperties {
  /**
   * The first of all properties; {@link ConvolutionContract} reports it alone where it does not
   * hold.
   */
  static final ContractProperty CAN_BE_MADE =
      ContractProperty.of(
          "a plan can be made, or its algorithm does not apply", PlanProperties::isOf);

  private PlanProperties() {}

  static List<ContractProperty> all() {
    List<ContractProperty> all = new ArrayList<>();
    all.add(CAN_BE_MADE);
    all.add(
        ContractProperty.of(
            "every pass is explained, with the forced algorithm where that applies",
            PlanProperties::explained));
    all.addAll(
        ContractProperty.ofEachPass("keeps to the workspace limit", PlanProperties::keepsToLimit));
    return all;
  }

  private static <A> void isOf(Trial<A> trial) {
    ConvolutionPlan<A> plan = ((PlanPasses<A>) trial.plan()).plan();
    require(plan.problem().equals(trial.problem()), "problem() is " + plan.problem());
    require(plan.type().equals(trial.type()), "type() is " + plan.type());
    require(plan.options().equals(trial.options()), "options() is " + plan.options());
  }

  private static <A> void explained(Trial<A> trial) {
    Applicability applicability = trial.operator().applicability(trial.type(), trial.options());
    require(applicability.isKnown(), trial.options().algorithm() + " is among no alternatives");
    Set<Pass> forced = applicability.passes();
    for (Pass pass : Pass.values()) {
      if (trial.supports(pass)) {
        explained(trial, pass, forced.contains(pass));
      }
    }
  }

  private static <A> void explained(Trial<A> trial, Pass pass, boolean forced) {
    Explanation explanation = trial.plan().explain(pass);
    require(explanation.pass() == pass, "%s: explains %s".formatted(pass, explanation.pass()));
    require(!explanation.algorithm().isBlank(), pass + ": names no algorithm");
    require(!explanation.reason().isBlank(), pass + ": gives no reason");
    require(
        trial.isOfInterest(pass) == forced,
        "%s: algorithm is %s, although %s %s"
            .formatted(
                pass,
                explanation.algorithm(),
                trial.options().algorithm(),
                forced ? "applies" : "does not apply"));
  }

  /** A limit is exceeded only by the least need, which is that under a limit of one byte. */
  private static <A> void keepsToLimit(Trial<A> trial, Pass pass) {
    for (long limit : new long[] {1 << 10, 1 << 14, 1 << 18}) {
      PlanOptions options = trial.options().withWorkspaceLimit(limit);
      Explanation explanation = trial.plan(options).explain(pass);
      long bytes = scratchBytes(explanation);
      long least = leastBytes(trial, pass, explanation.algorithm());
      require(
          bytes >= 0 && bytes <= Math.max(least, limit * options.threads()),
          "%d bytes under a limit of %d, the least being %d".formatted(bytes, limit, least));
    }
    Passes<A> plan = trial.plan();
    require(
        plan.newWorkspace().bytes() >= plan.explain(pass).workspaceBytes(),
        "newWorkspace() has fewer bytes than the pass uses");
  }

  /** The least need of {@code algorithm}, which another may be chosen over if it is not forced. */
  private static <A> long leastBytes(Trial<A> trial, Pass pass, String algorithm) {
    PlanOptions options = trial.options().withWorkspaceLimit(1);
    Explanation explanation = trial.plan(options).explain(pass);
    if (!explanation.algorithm().equals(algorithm)) {
      explanation = trial.plan(options.withAlgorithm(algorithm)).explain(pass);
    }
    return scratchBytes(explanation);
  }

  /** Prepared filters do not count towards the limit. */
  private static long scratchBytes(Explanation explanation) {
    return explanation.workspaceBytes() - explanation.preparedBytes();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new Mismatch(otherwise);
    }
  }
}
