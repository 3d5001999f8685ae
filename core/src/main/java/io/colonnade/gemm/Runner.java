package io.colonnade.gemm;

import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.parallel.Team;
import io.colonnade.parallel.Team.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of kernels; allocates nothing where there is one.
 *
 * @param team runs them
 */
record Runner(Team team) {
  /** Portions of the units for each task. */
  private static final int PORTIONS = 4;

  /** Elements of the prepared filters; 0 where they are read as they are. */
  static long preparedElements(Kernel<?> kernel) {
    Preparation<?> preparation = kernel.preparation();
    return preparation == null ? 0 : preparation.elements();
  }

  /** Elements of scratch of all tasks of a call. */
  static long scratchElements(Kernel<?> kernel) {
    return taskScratch(kernel) * kernel.work().tasks();
  }

  /** Elements from the scratch of one task to that of the next, each on lines of its own. */
  private static long taskScratch(Kernel<?> kernel) {
    return AlignedArray.wholeLines(kernel.scratch());
  }

  /** Elements of scratch of a call whose filters are not prepared. */
  static long elements(Kernel<?> kernel) {
    return scratchElements(kernel) + preparedElements(kernel);
  }

  /** Prepares the filters where that has not been done, then runs the tasks. */
  <A> void run(Kernel<A> kernel, Call<A> call) {
    Preparation<A> preparation = call.isPrepared() ? null : kernel.preparation();
    if (preparation != null) {
      call.prepareInScratch((int) scratchElements(kernel));
    }
    int tasks = kernel.work().tasks();
    if (tasks > 1 || (preparation != null && preparation.tasks() > 1)) {
      team.run(stages(preparation, kernel, call));
      return;
    }
    if (preparation != null) {
      call.prepare(preparation, 0);
    }
    kernel.run(0, kernel.work().units(), call, call.scratchOffset);
  }

  /**
   * Hands out the units in several portions for each task, so that one which is held up, or wakes
   * up late, leaves its share to the others.
   */
  private static <A> Stage[] stages(
      @Nullable Preparation<A> preparation, Kernel<A> kernel, Call<A> call) {
    int tasks = kernel.work().tasks();
    int scratch = (int) taskScratch(kernel);
    int units = kernel.work().units();
    int portions = (int) Math.min(units, (long) PORTIONS * tasks);
    Stage work =
        new Stage(
            tasks,
            portions,
            (member, portion) ->
                kernel.run(
                    start(portion, portions, units),
                    start(portion + 1, portions, units),
                    call,
                    call.scratchOffset + member * scratch));
    if (preparation == null) {
      return new Stage[] {work};
    }
    int all = preparation.tasks();
    Stage before =
        new Stage(Math.max(all, tasks), all, (member, task) -> call.prepare(preparation, task));
    return new Stage[] {before, work};
  }

  private static int start(int portion, int portions, int units) {
    return (int) ((long) units * portion / portions);
  }

  /** The filters as {@code preparation} leaves them. */
  <A> void prepare(Preparation<A> preparation, A w, int wOffset, A prepared, int offset) {
    team.run(preparation.tasks(), task -> preparation.run(task, w, wOffset, prepared, offset));
  }
}
