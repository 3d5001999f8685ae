package io.colonnade.bench.throughput;

import io.colonnade.Pass;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.peers.NativePlan;
import org.jspecify.annotations.Nullable;

/** One pass of a plan, ready to be run again and again on the tensors of a layer. */
interface TimedPass extends AutoCloseable {

  /** One call. */
  void run();

  /** Brings the result of the last call into the tensors, where a call does not. */
  void finish();

  /** What runs it. */
  String algorithm();

  /** Scratch of one call. */
  long workspaceBytes();

  /** Size of the prepared filters, or {@code null} where there are none or nobody knows. */
  @Nullable Long preparedBytes();

  @Override
  void close();

  /**
   * {@code pass} of {@code planned} as {@code mode} and {@code filters} want it, or {@code null}
   * where a library has no prepared filters for it. A plan without native memory works on Java
   * arrays in every mode.
   */
  @SuppressWarnings("unchecked") // a plan that is native is so for its own array type
  static <A> @Nullable TimedPass of(
      PlannedLayer<A> planned, Pass pass, Mode mode, Filters filters) {
    boolean plain = mode == Mode.ARRAYS && filters == Filters.EACH_CALL;
    if (!plain && planned.plan() instanceof NativePlan<?> plan) {
      return plan.supports(pass, filters)
          ? new LibraryPass<>((NativePlan<A>) plan, planned.tensors(), pass, mode, filters)
          : null;
    }
    return new ArrayPass<>(planned, pass, filters);
  }
}
