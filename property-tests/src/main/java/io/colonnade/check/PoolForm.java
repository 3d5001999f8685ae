package io.colonnade.check;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.PoolingProblem;
import java.util.Set;
import java.util.stream.LongStream;

/** How a case states a pool. */
enum PoolForm {
  /** Slots X → Y, and the window as attributes. */
  WINDOW,
  /** Slots X → Y; the window is the whole plane. */
  GLOBAL,
  /** Slots X dY → Y dX, and the window as attributes. */
  GRADIENT;

  PoolingProblem problem(ConformanceCase recorded) {
    recorded.inputsAmong(this == GRADIENT ? Set.of("X", "dY") : Set.of("X"));
    return this == GLOBAL
        ? recorded
            .withImages(PoolingProblem.builder())
            .global(recorded.images("X").spatialShape())
            .build()
        : recorded
            .withWindow(PoolingProblem.builder())
            .ceilMode(recorded.flag("ceil_mode"))
            .build();
  }

  /** The shape of Y, dY and the switches: N, C, outputs…. */
  static long[] outputShape(PoolingProblem problem) {
    return LongStream.concat(
            LongStream.of(problem.batch(), problem.channels()),
            problem.window().axes().stream().mapToLong(Axis::output))
        .toArray();
  }
}
