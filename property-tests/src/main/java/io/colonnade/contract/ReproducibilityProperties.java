package io.colonnade.contract;

import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** How a pass is carried out does not change what it computes. */
final class ReproducibilityProperties {
  private static final int MOST_THREADS = 3;

  private ReproducibilityProperties() {}

  static List<ContractProperty> all() {
    List<ContractProperty> all = new ArrayList<>();
    all.addAll(
        ContractProperty.ofEachPass(
            "is the same for any workspace limit", ReproducibilityProperties::limits));
    all.addAll(
        ContractProperty.ofEachPass(
            "is the same for any number of threads", ReproducibilityProperties::threads));
    all.addAll(
        ContractProperty.ofEachPass(
            "is the same on any executor, idle ones included",
            ReproducibilityProperties::executors));
    all.addAll(
        ContractProperty.ofEachPass(
            "gives the same bits run after run", ReproducibilityProperties::repetition));
    all.add(
        ContractProperty.of(
            "a plan may be used by many threads at once",
            ReproducibilityProperties::concurrentCallers));
    return all;
  }

  /**
   * Limits from the least on; between them some that leave a third to a half of the lowered matrix,
   * so that bands have a tail.
   */
  private static List<Long> limits(Trial<?> trial) {
    long row = trial.problem().depth() * trial.type().bytes();
    long positions = trial.problem().window().outputSize();
    return List.of(1L, row * (positions / 4 + 1), row * (positions * 2 / 5 + 1), Long.MAX_VALUE);
  }

  private static <A> void limits(Trial<A> trial, Pass pass) {
    for (long limit : limits(trial)) {
      requireRight(trial, pass, trial.options().withWorkspaceLimit(limit));
    }
  }

  private static <A> void threads(Trial<A> trial, Pass pass) {
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
      PlanOptions options = trial.options().withThreads(threads);
      requireRight(trial, pass, options);
      requireRight(trial, pass, options.withWorkspaceLimit(limits(trial).get(1)));
    }
  }

  private static <A> void executors(Trial<A> trial, Pass pass) {
    Executor onCaller = Runnable::run;
    Executor idle = task -> {};
    for (Executor executor : List.of(onCaller, idle)) {
      requireRight(trial, pass, trial.options().withThreads(MOST_THREADS).withExecutor(executor));
    }
  }

  private static <A> void requireRight(Trial<A> trial, Pass pass, PlanOptions options) {
    Passes<A> plan = trial.plan(options);
    A got = trial.run(plan, pass, trial.integers());
    trial.requireEqual(
        options.toString(), plan, pass, got, trial.onIntegers(pass), trial.integers());
  }

  /** On reals, with as many threads as are tried, by two plans. */
  private static <A> void repetition(Trial<A> trial, Pass pass) {
    PlanOptions options = trial.options().withThreads(MOST_THREADS);
    Passes<A> plan = trial.plan(options);
    A first = trial.run(plan, pass, trial.reals());
    trial.requireSameBits("second run", pass, trial.run(plan, pass, trial.reals()), first);
    Passes<A> other = trial.plan(options);
    trial.requireSameBits("second plan", pass, trial.run(other, pass, trial.reals()), first);
  }

  /** Every supported pass, twice, all at once on one plan. */
  private static <A> void concurrentCallers(Trial<A> trial) {
    List<Runnable> calls = new ArrayList<>();
    for (Pass pass : Pass.values()) {
      if (trial.supports(pass)) {
        double[] want = trial.onIntegers(pass);
        Runnable call =
            () -> {
              A got = trial.run(pass, trial.integers());
              trial.requireEqual("concurrent " + pass, pass, got, want, trial.integers());
            };
        calls.addAll(List.of(call, call));
      }
    }
    Callers.runAll(calls);
  }
}
