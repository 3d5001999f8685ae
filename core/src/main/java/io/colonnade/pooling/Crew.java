package io.colonnade.pooling;

import io.colonnade.PlanOptions;
import io.colonnade.parallel.Team;

/** Splits a call into as many parts as a plan has threads, by a fixed partition. */
final class Crew {
  private final PlanOptions options;
  private final Team team;

  /** Some of the units of a call. */
  @FunctionalInterface
  interface Part {
    /** Works on the units {@code [from, to)}. */
    void run(int from, int to);
  }

  /**
   * A crew for the threads of {@code options}.
   *
   * @throws IllegalArgumentException if they name an algorithm or an activation
   */
  Crew(PlanOptions options) {
    if (!options.algorithm().equals(PlanOptions.AUTO)) {
      throw new IllegalArgumentException(
          "algorithm=%s: must be %s, pooling has no others"
              .formatted(options.algorithm(), PlanOptions.AUTO));
    }
    if (!options.activation().isNone()) {
      throw new IllegalArgumentException(
          "activation=%s: must be none, pooling applies no other".formatted(options.activation()));
    }
    this.options = options;
    this.team = new Team(options.executor());
  }

  PlanOptions options() {
    return options;
  }

  /** How many parts so many units are split into, each for a thread. */
  int parts(int units) {
    return Math.min(options.threads(), units);
  }

  /** Works on all units. */
  void run(int units, Part part) {
    int parts = parts(units);
    team.run(parts, i -> part.run(start(units, i, parts), start(units, i + 1, parts)));
  }

  private static int start(int units, int part, int parts) {
    return (int) ((long) units * part / parts);
  }
}
