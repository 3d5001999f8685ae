package io.colonnade.parallel;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks 0 … n−1 of a call, each on the next thread that is free. The calling thread takes
 * part, and takes up whatever no other thread has begun, so that a call ends even if the executor
 * never runs anything. Which thread runs a task has no influence on its result.
 */
public final class Team {
  private static final System.Logger LOG = System.getLogger(Team.class.getName());
  private static final AtomicBoolean WARNED = new AtomicBoolean();
  private static final int SPINS = 20_000;
  private static final Executor HELPERS = new Helpers();

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
   * Runs all tasks, on as many threads, and returns when they have ended; the first exception of a
   * task is thrown again.
   */
  public void run(int tasks, Task task) {
    if (tasks == 1) {
      task.run(0);
      return;
    }
    run(tasks, tasks, (member, index) -> task.run(index));
  }

  /** The same on {@code members} threads; one at a time runs tasks as the same member. */
  public void run(int members, int tasks, MembersTask task) {
    Job job = new Job(tasks, task);
    try {
      callHelpers(executor == null ? HELPERS : executor, job, Math.min(members, tasks) - 1);
    } catch (Throwable t) {
      job.fail(t);
    }
    job.await();
  }

  /** An executor that takes no more leaves the rest to the calling thread, which says so once. */
  private static void callHelpers(Executor helpers, Job job, int count) {
    try {
      for (int i = 0; i < count; i++) {
        helpers.execute(job);
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

  private static final class Job implements Runnable {
    private final int tasks;
    private final MembersTask task;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger members = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(int tasks, MembersTask task) {
      this.tasks = tasks;
      this.task = task;
    }

    @Override
    public void run() {
      int member = members.getAndIncrement();
      for (int i = begin(); i < tasks; i = begin()) {
        try {
          if (failure.get() == null) {
            task.run(member, i);
          }
        } catch (Throwable t) {
          fail(t);
        }
        if (ended.incrementAndGet() == tasks) {
          LockSupport.unpark(caller);
        }
      }
    }

    /** The next task; {@link #tasks} or more once all have begun. */
    private int begin() {
      return begun.get() < tasks ? begun.getAndIncrement() : tasks;
    }

    /** Keeps the first failure; tasks that have not begun are passed over. */
    void fail(Throwable t) {
      if (!failure.compareAndSet(null, t)) {
        Objects.requireNonNull(failure.get()).addSuppressed(t);
      }
    }

    void await() {
      run();
      for (int i = 0; i < SPINS && ended.get() < tasks; i++) {
        Thread.onSpinWait();
      }
      boolean interrupted = false;
      while (ended.get() < tasks) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
    }
  }
}
