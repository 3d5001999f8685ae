package io.colonnade.contract;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.PreparedFilters;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.contract.TestedConvolution.PlanPasses;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Filters may be prepared once and used by many calls. */
final class PreparedProperties {
  private static final int THREADS = 3;
  private static final int OFFSET = 3;

  private PreparedProperties() {}

  static List<ContractProperty> all() {
    return Stream.of(Pass.FORWARD, Pass.BACKWARD_DATA)
        .flatMap(
            pass ->
                Stream.of(
                    ContractProperty.ofPass(
                        pass, "prepared filters give the same bits", PreparedProperties::sameBits),
                    ContractProperty.ofPass(
                        pass,
                        "prepared filters are a copy, of the size that is stated",
                        PreparedProperties::copy),
                    ContractProperty.ofPass(
                        pass,
                        "prepared filters may be used by many threads at once",
                        PreparedProperties::shared),
                    ContractProperty.ofPass(
                        pass,
                        "refuses filters prepared for another plan or pass",
                        PreparedProperties::foreign)))
        .toList();
  }

  /**
   * On reals, where another order of summation shows: overwriting and adding, with scratch from the
   * pool and with some in which another call has left NaN, on the trial's threads and on several.
   */
  private static <A> void sameBits(Trial<A> trial, Pass pass) {
    for (PlanOptions options : List.of(trial.options(), trial.options().withThreads(THREADS))) {
      ConvolutionPlan<A> plan = plan(trial.plan(options));
      PreparedFilters<A> prepared = prepareFromOffset(trial, plan, pass);
      Workspace workspace = plan.newWorkspace();
      A nowhere = content(trial, pass, WriteMode.OVERWRITE);
      trial.nans().run(plan, pass, Slice.of(nowhere), WriteMode.OVERWRITE, workspace);
      for (WriteMode mode : modes(options)) {
        A want = content(trial, pass, mode);
        trial.reals().run(plan, pass, Slice.of(want), mode, null);
        for (Workspace scratch : new @Nullable Workspace[] {null, workspace}) {
          A got = content(trial, pass, mode);
          trial.reals().run(plan, pass, prepared, Slice.of(got), mode, scratch);
          trial.requireSameBits(mode.toString(), pass, got, want);
        }
      }
    }
  }

  private static List<WriteMode> modes(PlanOptions options) {
    return options.activation().isNone()
        ? List.of(WriteMode.values())
        : List.of(WriteMode.OVERWRITE);
  }

  private static <A> PreparedFilters<A> prepareFromOffset(
      Trial<A> trial, ConvolutionPlan<A> plan, Pass pass) {
    DataType<A> type = trial.type();
    A w = trial.reals().get(Operand.W).array();
    A embedded = trial.poisoned(type.length(w) + 2 * OFFSET);
    for (int i = 0; i < type.length(w); i++) {
      type.set(embedded, OFFSET + i, type.get(w, i));
    }
    return plan.prepare(pass, embedded, OFFSET);
  }

  private static <A> void copy(Trial<A> trial, Pass pass) {
    ConvolutionPlan<A> plan = plan(trial.plan());
    A w = trial.narrow(trial.widen(trial.reals().get(Operand.W).array()));
    PreparedFilters<A> prepared = plan.prepare(pass, w, 0);
    long stated = plan.explain(pass).preparedBytes();
    if (stated > 0 && prepared.bytes() != stated) {
      throw new Mismatch("%d bytes, stated are %d".formatted(prepared.bytes(), stated));
    }
    for (int i = 0; i < trial.type().length(w); i++) {
      trial.type().set(w, i, Double.NaN);
    }
    A want = trial.run(pass, trial.reals());
    trial.requireSameBits("filters changed later", pass, run(trial, pass, prepared), want);
  }

  private static <A> void shared(Trial<A> trial, Pass pass) {
    A want = trial.run(pass, trial.reals());
    PreparedFilters<A> prepared = prepareFromOffset(trial, plan(trial.plan()), pass);
    Callers.runAll(
        Collections.nCopies(
            2 * THREADS,
            () -> trial.requireSameBits("concurrent", pass, run(trial, pass, prepared), want)));
  }

  private static <A> void foreign(Trial<A> trial, Pass pass) {
    A w = trial.reals().get(Operand.W).array();
    requireRefused(trial, pass, plan(trial.plan(trial.options())).prepare(pass, w, 0));
    Pass other = pass == Pass.FORWARD ? Pass.BACKWARD_DATA : Pass.FORWARD;
    if (trial.supports(other)) {
      requireRefused(trial, pass, plan(trial.plan()).prepare(other, w, 0));
    }
  }

  private static <A> void requireRefused(Trial<A> trial, Pass pass, PreparedFilters<A> foreign) {
    A out = content(trial, pass, WriteMode.ACCUMULATE);
    double[] before = trial.widen(out);
    try {
      trial
          .integers()
          .run(plan(trial.plan()), pass, foreign, Slice.of(out), WriteMode.OVERWRITE, null);
    } catch (IllegalArgumentException e) {
      Trial.requireWithin(
          "after the error",
          trial.operator().resultName(pass),
          trial.widen(out),
          before,
          new double[before.length]);
      return;
    }
    throw new Mismatch("filters prepared for %s of another plan were accepted".formatted(pass));
  }

  private static <A> A run(Trial<A> trial, Pass pass, PreparedFilters<A> prepared) {
    A out = content(trial, pass, WriteMode.OVERWRITE);
    ConvolutionPlan<A> plan = plan(trial.plan());
    trial.reals().run(plan, pass, prepared, Slice.of(out), WriteMode.OVERWRITE, null);
    return out;
  }

  /** An output to write: NaN where it is overwritten, numbers where it is added to. */
  private static <A> A content(Trial<A> trial, Pass pass, WriteMode mode) {
    A out = trial.poisoned(trial.resultSize(pass));
    for (int i = 0; mode == WriteMode.ACCUMULATE && i < trial.type().length(out); i++) {
      trial.type().set(out, i, i % 7 - 3);
    }
    return out;
  }

  private static <A> ConvolutionPlan<A> plan(Passes<A> passes) {
    return ((PlanPasses<A>) passes).plan();
  }
}
