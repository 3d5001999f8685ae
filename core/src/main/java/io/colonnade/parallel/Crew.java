package io.colonnade.parallel;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Splits a call into as many parts as it may use threads, by a fixed partition. */
public final class Crew {
  private final int threads;
  private final Team team;

  /** Some of the units of a call. */
  @FunctionalInterface
  public interface Part {
    /** Works on the units {@code [from, to)}. */
    void run(int from, int to);
  }

  /**
   * A crew of some threads.
   *
   * @param threads how many, at least 1
   * @param executor where they run; {@code null} as for {@link Team}
   */
  public Crew(int threads, @Nullable Executor executor) {
    this.threads = threads;
    this.team = new Team(executor);
  }

  /** How many parts so many units are split into, each for a thread. */
  public int parts(int units) {
    return Math.min(threads, units);
  }

  /** Works on all units. */
  public void run(int units, Part part) {
    int parts = parts(units);
    team.run(parts, i -> part.run(start(units, i, parts), start(units, i + 1, parts)));
  }

  private static int start(int units, int part, int parts) {
    return (int) ((long) units * part / parts);
  }
}
