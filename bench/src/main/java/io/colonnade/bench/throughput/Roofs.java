package io.colonnade.bench.throughput;

import static java.util.Objects.requireNonNull;

import io.colonnade.DataType;
import io.colonnade.blas.Blas;
import java.util.ArrayList;
import java.util.List;

/**
 * What the machine can do at most. All threads do the same at the same time, each on arrays of its
 * own.
 *
 * @param flopsPerSecond of the fastest of several GEMMs whose matrices stay in the cache
 * @param bytesPerSecond read and written when arrays are copied that no cache holds
 */
public record Roofs(double flopsPerSecond, double bytesPerSecond) {
  private static final long COPIED_BYTES = 256L << 20;
  private static final int HEAP_SHARE = 8;

  /** Measures the roofs of {@code type} for {@code count} threads, in about a second. */
  public static <A> Roofs measure(Blas blas, DataType<A> type, int count) {
    try (Threads threads = new Threads(count)) {
      double flops = 0;
      for (Blocking block : Blocking.BLOCKS) {
        long work = 2L * block.columns() * block.rows() * block.inner() * count;
        flops = Math.max(flops, work / seconds(gemm(Gemm.of(blas, type), type, block, threads)));
      }
      int length = copiedLength(type, count);
      double copied = 2.0 * length * type.bytes() * count;
      return new Roofs(flops, copied / seconds(copy(type, length, threads)));
    }
  }

  private static int copiedLength(DataType<?> type, int count) {
    long bytes = Math.min(COPIED_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    return Math.toIntExact(bytes / count / type.bytes());
  }

  private static double seconds(Contender contender) {
    var outcome = new Sampler(Sampling.ROOF).time(List.of(contender), share -> {}).get(contender);
    return requireNonNull(requireNonNull(outcome).timing()).seconds();
  }

  private static <A> Contender gemm(
      Gemm<A> gemm, DataType<A> type, Blocking block, Threads threads) {
    List<A> c = arrays(type, block.rows() * block.columns(), threads);
    List<A> a = arrays(type, block.rows() * block.inner(), threads);
    List<A> b = arrays(type, block.inner() * block.columns(), threads);
    return Contender.of(
        "gemm",
        threads,
        thread ->
            gemm.run(
                false,
                false,
                block.rows(),
                block.columns(),
                block.inner(),
                a.get(thread),
                0,
                block.inner(),
                b.get(thread),
                0,
                block.columns(),
                false,
                c.get(thread),
                0,
                block.columns()));
  }

  private static <A> Contender copy(DataType<A> type, int length, Threads threads) {
    List<A> from = arrays(type, length, threads);
    List<A> to = arrays(type, length, threads);
    return Contender.of(
        "copy",
        threads,
        thread -> System.arraycopy(from.get(thread), 0, to.get(thread), 0, length));
  }

  private static <A> List<A> arrays(DataType<A> type, int length, Threads threads) {
    List<A> arrays = new ArrayList<>();
    for (int i = 0; i < threads.count(); i++) {
      arrays.add(Tensors.random(type, "roof", length));
    }
    return arrays;
  }
}
