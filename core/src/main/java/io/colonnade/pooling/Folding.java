package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.parallel.Crew;

/**
 * Pooling that makes values alone; may be used by many threads at once.
 *
 * @param bands the bands, reduced outermost axis first
 * @param type the element type
 * @param fold how the elements of a window become one value
 * @param pool scratch for the bands
 */
record Folding<A>(
    BandPlan bands, DataType<A> type, Fold<A> fold, ScratchPool<FoldScratch<A>> pool) {

  Folding(BandPlan bands, DataType<A> type, Fold<A> fold) {
    this(bands, type, fold, new ScratchPool<>(() -> new FoldScratch<>(bands, type)));
  }

  /** Makes all outputs. */
  void run(Crew crew, A x, int xOffset, A y, int yOffset) {
    crew.run(
        bands.allBands(),
        (from, to) -> {
          FoldScratch<A> scratch = pool.take();
          new FoldReduction<>(bands, type, fold, scratch, x, xOffset, y, yOffset).run(from, to);
          pool.give(scratch);
        });
  }
}
