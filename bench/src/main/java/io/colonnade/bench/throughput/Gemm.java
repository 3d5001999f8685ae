package io.colonnade.bench.throughput;

import io.colonnade.DataType;
import io.colonnade.blas.Blas;

/**
 * {@link Blas} for one array type.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
@FunctionalInterface
public interface Gemm<A> {

  /** {@code C = op(A)·op(B)}, or {@code C += …}, as {@link Blas} has it. */
  void run(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      A a,
      int aOffset,
      int lda,
      A b,
      int bOffset,
      int ldb,
      boolean accumulate,
      A c,
      int cOffset,
      int ldc);

  /** The multiplication of {@code blas} for {@code type}. */
  @SuppressWarnings("unchecked") // each data type goes with one array type
  static <A> Gemm<A> of(Blas blas, DataType<A> type) {
    Gemm<float[]> single = blas::gemm;
    Gemm<double[]> twice = blas::gemm;
    return (Gemm<A>) (type == DataType.FLOAT32 ? single : twice);
  }
}
