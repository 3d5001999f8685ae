package io.colonnade.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TeamTest {

  @Test
  void runsEachTaskOnce() {
    for (int tasks = 1; tasks <= 9; tasks++) {
      AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
      new Team(null).run(tasks, runs::incrementAndGet);
      for (int i = 0; i < tasks; i++) {
        assertEquals(1, runs.get(i), "task " + i + " of " + tasks);
      }
    }
  }

  @Test
  void aFailureOfATaskReachesTheCallerAfterAllHaveEnded() {
    IllegalStateException failure = new IllegalStateException("task 2");
    AtomicIntegerArray runs = new AtomicIntegerArray(5);
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                new Team(null)
                    .run(
                        5,
                        i -> {
                          runs.incrementAndGet(i);
                          if (i == 2) {
                            throw failure;
                          }
                        }));
    assertSame(failure, thrown);
    for (int i = 0; i < 5; i++) {
      assertEquals(1, runs.get(i));
    }
  }

  @Test
  void anInterruptIsKeptForTheCaller() {
    Thread.currentThread().interrupt();
    new Team(null).run(2, i -> sleep());
    assertEquals(true, Thread.interrupted());
  }

  private static void sleep() {
    long end = System.nanoTime() + 20_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
