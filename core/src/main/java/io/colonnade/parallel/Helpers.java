package io.colonnade.parallel;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that stay awake for a moment after each job, so that the next call of a network
 * finds them ready: to wake a sleeping thread takes tens of microseconds, as long as a small layer.
 * As many as jobs are in flight; one that has had nothing to do for {@value #IDLE_SECONDS} seconds
 * ends.
 */
final class Helpers {
  /** How long a thread looks out for its next job before it sleeps. */
  private static final long AWAKE_NANOS = 100_000;

  private static final long IDLE_SECONDS = 10;

  private final AtomicInteger number = new AtomicInteger();

  /** Those without a job; the last to become idle is the first to get one, as it may be awake. */
  private final ConcurrentLinkedDeque<Helper> idle = new ConcurrentLinkedDeque<>();

  /** Has one more thread take part in a job. */
  void call(Job job) {
    Helper helper = idle.pollFirst();
    if (helper == null) {
      new Helper(job).start();
    } else {
      helper.give(job);
    }
  }

  private final class Helper extends Thread {
    private volatile @Nullable Job job;
    private volatile boolean asleep;

    Helper(Job job) {
      super("colonnade-" + number.incrementAndGet());
      setDaemon(true);
      this.job = job;
    }

    /** Called by whoever took this from the idle ones. */
    void give(Job next) {
      job = next;
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    /**
     * Is idle before it reports, so that the caller finds it when its next call follows at once.
     */
    @Override
    public void run() {
      for (Job next = job; next != null; next = await()) {
        int ended = next.work();
        job = null;
        try {
          idle.addFirst(this);
        } finally {
          next.report(ended);
        }
      }
    }

    /** The next job; {@code null} when the thread has been idle for long enough to end. */
    private @Nullable Job await() {
      long start = System.nanoTime();
      while (job == null && System.nanoTime() - start < AWAKE_NANOS) {
        Thread.onSpinWait();
      }
      asleep = true;
      while (job == null) {
        LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(IDLE_SECONDS));
        boolean longIdle = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
        if (job == null && longIdle && idle.remove(this)) {
          return null;
        }
      }
      asleep = false;
      return job;
    }
  }
}
