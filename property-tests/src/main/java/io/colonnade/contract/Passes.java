package io.colonnade.contract;

import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import org.jspecify.annotations.Nullable;

/**
 * The passes of an operator made ready.
 *
 * @param <A> the array type
 */
interface Passes<A> {

  /** Runs {@code pass}. */
  void run(
      Pass pass, Operands<A> operands, Slice<A> out, WriteMode mode, @Nullable Workspace workspace);

  /** What runs {@code pass}. */
  Explanation explain(Pass pass);

  /** A workspace large enough for every pass. */
  Workspace newWorkspace();
}
