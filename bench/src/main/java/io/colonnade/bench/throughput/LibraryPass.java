package io.colonnade.bench.throughput;

import io.colonnade.Pass;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.NativePlan;
import io.colonnade.bench.peers.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A library's pass on its own memory. In native mode everything is loaded before a call and read
 * after it. With arrays a call copies all in and out, but filters that are prepared.
 */
final class LibraryPass<A> implements TimedPass {
  private final Tensors<A> tensors;
  private final Pass pass;
  private final NativePass<A> opened;
  private final List<Operand> copiedIn;
  private final boolean copiesOut;

  LibraryPass(NativePlan<A> plan, Tensors<A> tensors, Pass pass, Mode mode, Filters filters) {
    this.tensors = tensors;
    this.pass = pass;
    this.opened = plan.open(pass, false, filters);
    this.copiesOut = mode == Mode.ARRAYS;
    List<Operand> inputs = Operand.inputs(pass, false);
    inputs.forEach(this::load);
    this.copiedIn =
        inputs.stream()
            .filter(operand -> operand != Operand.W || filters == Filters.EACH_CALL)
            .filter(operand -> copiesOut)
            .toList();
  }

  private void load(Operand operand) {
    opened.load(operand, tensors.input(operand), 0);
  }

  @Override
  public void run() {
    copiedIn.forEach(this::load);
    opened.run();
    if (copiesOut) {
      finish();
    }
  }

  @Override
  public void finish() {
    opened.read(tensors.output(pass), 0);
  }

  @Override
  public String algorithm() {
    return opened.algorithm();
  }

  /** {@inheritDoc} A library's own is not counted. */
  @Override
  public long workspaceBytes() {
    return 0;
  }

  @Override
  public @Nullable Long preparedBytes() {
    return null;
  }

  @Override
  public void close() {
    opened.close();
  }
}
