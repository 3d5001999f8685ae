package io.colonnade.bench.child;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestTest {
  private static final Duration SPIN = Duration.ofMillis(150);

  private static void spin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static Duration timeOfAwaiting() {
    long begin = System.nanoTime();
    Rest.await();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void threadsThatSpinAreWaitedForButNotForEver() throws InterruptedException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")));
    for (Duration time : new Duration[] {SPIN, SPIN.multipliedBy(20)}) {
      Thread spinner = new Thread(() -> spin(time));
      spinner.setDaemon(true);
      spinner.start();
      Duration waited = timeOfAwaiting();
      assertTrue(waited.compareTo(SPIN.dividedBy(2)) > 0, waited.toString());
      assertTrue(waited.compareTo(SPIN.multipliedBy(10)) < 0, waited.toString());
      spinner.join();
    }
  }
}
