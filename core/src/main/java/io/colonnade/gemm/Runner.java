package io.colonnade.gemm;

import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.parallel.Team;

/**
 * Runs the tasks of kernels; allocates nothing where there is one.
 *
 * @param team runs them
 */
record Runner(Team team) {

  /** Elements of the prepared filters; 0 where they are read as they are. */
  static long preparedElements(Kernel<?> kernel) {
    Preparation<?> preparation = kernel.preparation();
    return preparation == null ? 0 : preparation.elements();
  }

  /** Elements of scratch of all tasks of a call. */
  static long scratchElements(Kernel<?> kernel) {
    return kernel.scratch() * kernel.tasks();
  }

  /** Elements of scratch of a call whose filters are not prepared. */
  static long elements(Kernel<?> kernel) {
    return scratchElements(kernel) + preparedElements(kernel);
  }

  /** Prepares the filters where that has not been done, then runs the tasks. */
  <A> void run(Kernel<A> kernel, Call<A> call) {
    Preparation<A> preparation = kernel.preparation();
    if (preparation != null && !call.isPrepared()) {
      call.prepareInScratch((int) scratchElements(kernel));
      prepare(preparation, call);
    }
    if (kernel.tasks() == 1) {
      kernel.run(0, call, 0);
    } else {
      runTasks(kernel, call);
    }
  }

  private <A> void prepare(Preparation<A> preparation, Call<A> call) {
    if (preparation.tasks() == 1) {
      call.prepare(preparation, 0);
    } else {
      team.run(preparation.tasks(), task -> call.prepare(preparation, task));
    }
  }

  private <A> void runTasks(Kernel<A> kernel, Call<A> call) {
    int scratch = (int) kernel.scratch();
    team.run(kernel.tasks(), task -> kernel.run(task, call, task * scratch));
  }

  /** The filters as {@code preparation} leaves them. */
  <A> void prepare(Preparation<A> preparation, A w, int wOffset, A prepared) {
    team.run(preparation.tasks(), task -> preparation.run(task, w, wOffset, prepared, 0));
  }
}
