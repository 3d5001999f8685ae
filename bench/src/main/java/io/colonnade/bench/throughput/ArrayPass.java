package io.colonnade.bench.throughput;

import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PreparedFilters;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.peers.Operand;
import org.jspecify.annotations.Nullable;

/** A method of a plan, on Java arrays; on prepared filters, where it reads filters at all. */
final class ArrayPass<A> implements TimedPass {
  private final PlannedLayer<A> planned;
  private final Pass pass;
  private final Explanation explanation;
  private final @Nullable PreparedFilters<A> prepared;

  ArrayPass(PlannedLayer<A> planned, Pass pass, Filters filters) {
    this.planned = planned;
    this.pass = pass;
    this.explanation = planned.plan().explain(pass);
    boolean prepares =
        filters == Filters.PREPARED && Operand.inputs(pass, false).contains(Operand.W);
    this.prepared =
        prepares ? planned.plan().prepare(pass, planned.tensors().input(Operand.W), 0) : null;
  }

  @Override
  public void run() {
    if (prepared == null) {
      planned.run(pass);
    } else {
      planned.tensors().run(planned.plan(), pass, prepared, planned.workspace());
    }
  }

  @Override
  public void finish() {}

  @Override
  public String algorithm() {
    return explanation.algorithm();
  }

  @Override
  public long workspaceBytes() {
    return explanation.workspaceBytes() + (prepared == null ? explanation.preparedBytes() : 0);
  }

  @Override
  public @Nullable Long preparedBytes() {
    return prepared == null ? null : explanation.preparedBytes();
  }

  @Override
  public void close() {}
}
