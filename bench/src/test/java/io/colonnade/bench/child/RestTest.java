package io.colonnade.bench.child;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a directory that stands for that of the system. */
class RestTest {
  private static final Duration LONGEST = Duration.ofMillis(500);

  @TempDir Path threads = Path.of("");

  private void thread(int id, char state) {
    try {
      Path directory = Files.createDirectories(threads.resolve("" + id));
      Path written = Files.writeString(directory.resolve("new"), id + " (a) name) " + state + " 1");
      Files.move(written, directory.resolve("stat"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration timeOfAwaiting(Path threads) {
    long begin = System.nanoTime();
    Rest.await(threads);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void aThreadThatNeverRestsIsWaitedForHalfASecond() {
    thread(1, 'R');
    thread(2, 'R');
    Duration waited = timeOfAwaiting(threads);
    assertTrue(waited.compareTo(LONGEST) >= 0, waited.toString());
    assertTrue(waited.compareTo(LONGEST.multipliedBy(4)) < 0, waited.toString());
  }

  @Test
  void aThreadThatSpinsForAWhileIsWaitedForUntilItRests() {
    thread(1, 'R');
    thread(2, 'R');
    Duration spin = LONGEST.dividedBy(5);
    Thread ending =
        new Thread(
            () -> {
              long end = System.nanoTime() + spin.toNanos();
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              thread(2, 'S');
            });
    ending.start();
    Duration waited = timeOfAwaiting(threads);
    assertTrue(waited.compareTo(spin.dividedBy(2)) > 0, waited.toString());
    assertTrue(waited.compareTo(LONGEST) < 0, waited.toString());
  }

  @Test
  void threadsThatRestAreNotWaitedFor() {
    thread(1, 'R');
    thread(2, 'S');
    thread(3, 'D');
    assertTrue(timeOfAwaiting(threads).compareTo(LONGEST.dividedBy(2)) < 0);
  }

  @Test
  void nobodyWaitsWhereTheSystemDoesNotTell() {
    assertTrue(timeOfAwaiting(threads.resolve("none")).compareTo(LONGEST.dividedBy(2)) < 0);
  }
}
