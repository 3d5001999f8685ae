package io.colonnade.contract;

import static io.colonnade.Pass.BACKWARD_BIAS;

import io.colonnade.ConvolutionPlan;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.TestedConvolution.PlanPasses;
import java.util.ArrayList;
import java.util.List;

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
    all.addAll(
        ContractProperty.ofEachPass(
            "is explained, with the forced algorithm", PlanProperties::explained));
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

  private static <A> void explained(Trial<A> trial, Pass pass) {
    Explanation explanation = trial.plan().explain(pass);
    require(explanation.pass() == pass, "explains " + explanation.pass());
    require(!explanation.algorithm().isBlank(), "names no algorithm");
    require(!explanation.reason().isBlank(), "gives no reason");
    String forced = trial.options().algorithm();
    boolean free = forced.equals(PlanOptions.AUTO) || pass == BACKWARD_BIAS;
    require(
        free || explanation.algorithm().equals(forced),
        "algorithm is %s, not the forced %s".formatted(explanation.algorithm(), forced));
  }

  /** A limit is exceeded only by the least need, which is that under a limit of one byte. */
  private static <A> void keepsToLimit(Trial<A> trial, Pass pass) {
    long least = bytes(trial, pass, 1);
    for (long limit : new long[] {1 << 10, 1 << 14, 1 << 18}) {
      long bytes = bytes(trial, pass, limit);
      long allowed = Math.max(least, limit * trial.options().threads());
      require(
          bytes >= 0 && bytes <= allowed,
          "%d bytes under a limit of %d, the least being %d".formatted(bytes, limit, least));
    }
    Passes<A> plan = trial.plan();
    require(
        plan.newWorkspace().bytes() >= plan.explain(pass).workspaceBytes(),
        "newWorkspace() has fewer bytes than the pass uses");
  }

  private static <A> long bytes(Trial<A> trial, Pass pass, long limit) {
    return trial.plan(trial.options().withWorkspaceLimit(limit)).explain(pass).workspaceBytes();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new Mismatch(otherwise);
    }
  }
}
