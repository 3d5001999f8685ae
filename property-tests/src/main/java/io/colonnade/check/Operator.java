package io.colonnade.check;

import io.colonnade.DataType;
import java.util.List;
import java.util.Optional;

/**
 * Runs the cases of one operator. A case that cannot be one of its own is an {@link
 * IllegalArgumentException}.
 */
interface Operator {

  /** Why {@code recorded} cannot be run on elements of {@code type}; empty where it can. */
  Optional<String> obstacle(ConformanceCase recorded, DataType<?> type);

  /** Every output that {@code recorded} must state, computed on elements of {@code type}. */
  <A> List<Computed> run(ConformanceCase recorded, DataType<A> type);
}
