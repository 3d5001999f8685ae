package io.colonnade.parallel;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks 0 … n−1 of a call, each on the next thread that is free. The calling thread takes
 * part, and takes up whatever no other thread has begun, so that a call ends even if the executor
 * never runs anything. Which thread runs a task has no influence on its result.
 */
public final class Team {
  private static final System.Logger LOG = System.getLogger(Team.class.getName());
  private static final AtomicBoolean WARNED = new AtomicBoolean();
  private static final Helpers HELPERS = new Helpers();

  private final @Nullable Executor executor;

  /**
   * A team on {@code executor}.
   *
   * @param executor where the helpers run; {@code null} for daemon threads that end when they have
   *     been idle for a while
   */
  public Team(@Nullable Executor executor) {
    this.executor = executor;
  }

  /** One part of a call. */
  @FunctionalInterface
  public interface Task {

    /** Runs part {@code index}. */
    void run(int index);
  }

  /** One part of a call that uses what belongs to the thread that runs it. */
  @FunctionalInterface
  public interface MembersTask {

    /** Runs part {@code index} as {@code member} of the team, counted from 0. */
    void run(int member, int index);
  }

  /**
   * Tasks that begin when all of the stage before have ended.
   *
   * <p>Only the last stage may have fewer members than others: in an earlier one, helpers that are
   * no members would wait for those, and an executor that waits for the helpers would never end.
   *
   * @param members how many threads run them at most; one at a time runs tasks as the same member
   * @param tasks how many there are
   * @param task runs each
   */
  public record Stage(int members, int tasks, MembersTask task) {

    /** Threads that have something to do. */
    int threads() {
      return Math.min(members, tasks);
    }
  }

  /**
   * Runs all tasks, on as many threads, and returns when they have ended; the first exception of a
   * task is thrown again.
   */
  public void run(int tasks, Task task) {
    if (tasks == 1) {
      task.run(0);
      return;
    }
    run(new Stage(tasks, tasks, (member, index) -> task.run(index)));
  }

  /** The same, stage by stage; the threads stay for the stages to come. */
  public void run(Stage... stages) {
    int threads = 1;
    for (Stage stage : stages) {
      threads = Math.max(threads, stage.threads());
    }
    Job job = new Job(stages);
    try {
      callHelpers(job, threads - 1);
    } catch (Throwable t) {
      job.fail(t);
    }
    job.runAsCaller();
  }

  /** An executor that takes no more leaves the rest to the calling thread, which says so once. */
  private void callHelpers(Job job, int count) {
    try {
      for (int i = 0; i < count; i++) {
        if (executor == null) {
          HELPERS.call(job);
        } else {
          executor.execute(job);
        }
      }
    } catch (RejectedExecutionException e) {
      System.Logger.Level level =
          WARNED.getAndSet(true) ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
      LOG.log(
          level,
          "the executor takes no more tasks: the calling thread does their work, as slowly as with"
              + " fewer threads; give the plan an executor with room for threads - 1 tasks a call",
          e);
    }
  }
}
