package io.colonnade.contract;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that call at once. */
final class Callers {
  private static final int THREADS = 3;

  private Callers() {}

  /** Runs all {@code calls} and waits for them; fails with the first {@link Mismatch} of any. */
  static void runAll(List<Runnable> calls) {
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<?> call : calls.stream().map(callers::submit).toList()) {
        call.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Mismatch mismatch
          ? mismatch
          : new IllegalStateException("a concurrent call failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      callers.shutdownNow();
    }
  }
}
