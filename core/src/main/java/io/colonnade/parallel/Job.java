package io.colonnade.parallel;

import io.colonnade.parallel.Team.Stage;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a call; every thread that runs this takes part until the last one is shared out.
 */
final class Job implements Runnable {
  private static final int SPINS = 20_000;

  /** How long a helper sleeps at a time once it has looked out for the end of a stage in vain. */
  private static final long NAP_NANOS = 100_000;

  private final Stage[] stages;
  private final Thread caller = Thread.currentThread();
  private final AtomicInteger helpers = new AtomicInteger();

  /** Tasks of each stage that have begun, and that are known to have ended. */
  private final AtomicIntegerArray begun;

  private final AtomicIntegerArray ended;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Job(Stage[] stages) {
    this.stages = stages;
    begun = new AtomicIntegerArray(stages.length);
    ended = new AtomicIntegerArray(stages.length);
  }

  /** Takes part as a helper; an executor that has the caller run this gains nothing by it. */
  @Override
  public void run() {
    if (Thread.currentThread() != caller) {
      report(work());
    }
  }

  /** Takes part as a helper; what is returned is to be {@linkplain #report reported}. */
  int work() {
    return work(helpers.incrementAndGet());
  }

  /** Says that so many tasks of the last stage have ended, after which the call may end. */
  void report(int tasks) {
    end(stages.length - 1, tasks);
  }

  /** Takes part as the calling thread, until all tasks have ended; throws the first failure. */
  void runAsCaller() {
    report(work(0));
    await(stages.length - 1);
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private int work(int member) {
    int last = stages.length - 1;
    for (int stage = 0; stage < last; stage++) {
      end(stage, work(member, stage));
      await(stage);
    }
    return work(member, last);
  }

  /** Runs tasks until none is left to begin; returns how many. */
  private int work(int member, int stage) {
    int tasks = stages[stage].tasks();
    int done = 0;
    if (member < stages[stage].members()) {
      for (int i = begin(stage, tasks); i < tasks; i = begin(stage, tasks)) {
        try {
          if (failure.get() == null) {
            stages[stage].task().run(member, i);
          }
        } catch (Throwable t) {
          fail(t);
        }
        done++;
      }
    }
    return done;
  }

  /** The next task; {@code tasks} or more once all have begun. */
  private int begin(int stage, int tasks) {
    return begun.get(stage) < tasks ? begun.getAndIncrement(stage) : tasks;
  }

  private void end(int stage, int tasks) {
    if (tasks > 0 && ended.addAndGet(stage, tasks) == stages[stage].tasks()) {
      LockSupport.unpark(caller);
    }
  }

  /** Keeps the first failure; tasks that have not begun are passed over. */
  void fail(Throwable t) {
    if (!failure.compareAndSet(null, t)) {
      Throwable first = Objects.requireNonNull(failure.get());
      if (first != t) {
        first.addSuppressed(t);
      }
    }
  }

  private void await(int stage) {
    int tasks = stages[stage].tasks();
    for (int i = 0; i < SPINS && ended.get(stage) < tasks; i++) {
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    while (ended.get(stage) < tasks) {
      if (Thread.currentThread() == caller) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, NAP_NANOS);
      }
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
