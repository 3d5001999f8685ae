package io.colonnade.bench.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Threads at rest. Those of many libraries keep spinning for 5 to 100 ms after a call, so as to be
 * there for the next one; on a machine without cores to spare they would slow down whoever has its
 * turn then.
 */
final class Rest {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final Duration LONGEST = Duration.ofMillis(500);
  private static final int IN_SUCCESSION = 2;
  private static final char RUNNING = 'R';

  private Rest() {}

  /**
   * Waits until no other thread of this process is running, compilers included; half a second at
   * most. Returns at once where the system does not tell.
   */
  static void await() {
    await(THREADS);
  }

  /** The same where {@code threads} is the system's directory of the process's threads. */
  static void await(Path threads) {
    long end = System.nanoTime() + LONGEST.toNanos();
    int found = 0;
    while (found < IN_SUCCESSION && System.nanoTime() < end) {
      found = running(threads) > 1 ? 0 : found + 1;
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(0, 300_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The threads that run or could, this one included. */
  private static long running(Path threads) {
    if (!Files.isDirectory(threads)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(threads)) {
      return all.filter(Rest::isRunning).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean isRunning(Path thread) {
    try {
      String status = Files.readString(thread.resolve("stat"));
      return status.charAt(status.lastIndexOf(')') + 2) == RUNNING;
    } catch (IOException e) {
      return false; // it has ended
    }
  }
}
