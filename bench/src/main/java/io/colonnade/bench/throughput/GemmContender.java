package io.colonnade.bench.throughput;

import io.colonnade.bench.throughput.MatrixProduct.Block;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * The bare GEMM of one pass of a layer, over all groups and images, in calls of one blocking.
 *
 * <p>The {@link Division} says what the threads share: the output positions of all groups and
 * images, laid end to end, or the rows of C. Each thread runs its share of all calls without
 * waiting for the others, and the time is that until the last one is done. A and B of one group and
 * image serve for all; each thread has a C of its own. Where positions are divided that are summed
 * over, adding up is not part of the time.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class GemmContender<A> implements Contender {
  private final Gemm<A> gemm;
  private final MatrixProduct product;
  private final Blocking blocking;
  private final Division division;
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
      Division division,
      Threads threads) {
    this.gemm = gemm;
    this.product = product;
    this.blocking = blocking;
    this.division = division;
    this.threads = threads;
    this.a = operands.a();
    this.b = operands.b();
    this.c = operands.c();
    long planes = problem.batch() * problem.groups();
    for (int thread = 0; thread < threads.count(); thread++) {
      calls.add(
          division == Division.POSITIONS
              ? sharePositions(planes * product.positions(), thread)
              : shareRows(planes, thread));
    }
  }

  /** What the threads share. */
  enum Division {
    /** The output positions. */
    POSITIONS,
    /** The rows of C: filters, or for backward data the rows of the columns. */
    ROWS
  }

  /**
   * The matrices of one group and image.
   *
   * @param a A
   * @param b B
   * @param c C for each thread
   */
  record Operands<A>(A a, A b, List<A> c) {}

  /** The calls for the thread's part of {@code positions}, those of all planes. */
  private List<Call> sharePositions(long positions, int thread) {
    List<Call> share = new ArrayList<>();
    long begin = part(positions, thread);
    long end = part(positions, thread + 1);
    long p = product.positions();
    for (long position = begin; position < end; position = (position / p + 1) * p) {
      int first = (int) (position % p);
      Block range = product.range(first, (int) Math.min(p, first + end - position));
      add(share, range, product.sumsOverPositions() && position > begin);
    }
    return share;
  }

  /** The calls for the thread's rows of C in each of {@code planes}. */
  private List<Call> shareRows(long planes, int thread) {
    List<Call> share = new ArrayList<>();
    Block range =
        product.rowRange(
            (int) part(product.rows(), thread), (int) part(product.rows(), thread + 1));
    for (long plane = 0; plane < planes; plane++) {
      add(share, range, product.sumsOverPositions() && plane > 0);
    }
    return share;
  }

  private long part(long whole, int thread) {
    return whole * thread / threads.count();
  }

  private void add(List<Call> share, Block range, boolean adds) {
    for (Block block : blocking.cut(range)) {
      share.add(new Call(block, adds || block.innerBegin() > range.innerBegin()));
    }
  }

  @Override
  public String name() {
    return division == Division.POSITIONS ? blocking.toString() : blocking + " by rows";
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
