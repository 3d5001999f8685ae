package io.colonnade.bench.throughput;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** A fixed number of threads, the caller's included, that run one body each at the same time. */
final class Threads implements AutoCloseable {
  private final int count;
  private final ExecutorService others;

  Threads(int count) {
    this.count = count;
    this.others =
        Executors.newFixedThreadPool(
            count,
            body -> {
              Thread thread = new Thread(body, "colonnade-bench");
              thread.setDaemon(true);
              return thread;
            });
  }

  int count() {
    return count;
  }

  /**
   * Runs {@code body} once for each thread number from 0 on, and returns the nanoseconds until all
   * are done.
   */
  long nanos(IntConsumer body) {
    long begin = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int thread = i;
      running.add(others.submit(() -> body.accept(thread)));
    }
    body.accept(0);
    for (Future<?> future : running) {
      await(future);
    }
    return System.nanoTime() - begin;
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a benchmark thread failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a benchmark thread", e);
    }
  }

  @Override
  public void close() {
    others.shutdownNow();
  }
}
