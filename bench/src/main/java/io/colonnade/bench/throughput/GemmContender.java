package io.colonnade.bench.throughput;

import io.colonnade.bench.throughput.MatrixProduct.Block;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * The bare GEMM of one pass of a layer, over all groups and images, in calls of one blocking.
 *
 * <p>The output positions of all groups and images, laid end to end, are divided evenly among the
 * threads; each runs its share of all calls without waiting for the others, and the time is that
 * until the last one is done. A and B of one group and image serve for all; each thread has a C of
 * its own. Where positions are summed over, adding these up is not part of the time.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class GemmContender<A> implements Contender {
  private final Gemm<A> gemm;
  private final MatrixProduct product;
  private final Blocking blocking;
  private final Threads threads;
  private final A a;
  private final A b;
  private final List<A> c;
  private final List<List<Call>> calls = new ArrayList<>();

  /** One GEMM call. */
  private record Call(Block block, boolean accumulate) {}

  GemmContender(
      Gemm<A> gemm,
      MatrixProduct product,
      Operands<A> operands,
      ConvolutionProblem problem,
      Blocking blocking,
      Threads threads) {
    this.gemm = gemm;
    this.product = product;
    this.blocking = blocking;
    this.threads = threads;
    this.a = operands.a();
    this.b = operands.b();
    this.c = operands.c();
    long planes = problem.batch() * problem.groups();
    long positions = planes * product.positions();
    for (int thread = 0; thread < threads.count(); thread++) {
      calls.add(
          share(positions * thread / threads.count(), positions * (thread + 1) / threads.count()));
    }
  }

  /**
   * The matrices of one group and image.
   *
   * @param a A
   * @param b B
   * @param c C for each thread
   */
  record Operands<A>(A a, A b, List<A> c) {}

  /** The calls for positions {@code begin} to {@code end} of all planes laid end to end. */
  private List<Call> share(long begin, long end) {
    List<Call> share = new ArrayList<>();
    long p = product.positions();
    for (long position = begin; position < end; position = (position / p + 1) * p) {
      int first = (int) (position % p);
      Block range = product.range(first, (int) Math.min(p, first + end - position));
      boolean adds = product.sumsOverPositions() && position > begin;
      for (Block block : blocking.cut(range)) {
        share.add(new Call(block, adds || block.innerBegin() > range.innerBegin()));
      }
    }
    return share;
  }

  @Override
  public String name() {
    return blocking.toString();
  }

  @Override
  public long nanos(int times) {
    return threads.nanos(thread -> run(thread, times));
  }

  private void run(int thread, int times) {
    List<Call> share = calls.get(thread);
    for (int i = 0; i < times; i++) {
      for (Call call : share) {
        product.run(gemm, a, b, c.get(thread), call.block, call.accumulate);
      }
    }
  }
}
