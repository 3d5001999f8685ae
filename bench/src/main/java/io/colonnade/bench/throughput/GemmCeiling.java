package io.colonnade.bench.throughput;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.bench.throughput.GemmContender.Operands;
import io.colonnade.blas.Blas;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ceiling of a layer: the bare GEMM of each pass, whole or in blocks, whichever is faster.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class GemmCeiling<A> {
  private final Gemm<A> gemm;
  private final DataType<A> type;
  private final Threads threads;

  GemmCeiling(Blas blas, DataType<A> type, Threads threads) {
    this.gemm = Gemm.of(blas, type);
    this.type = type;
    this.threads = threads;
  }

  /**
   * Whether {@code problem} has a ceiling: not where it is depthwise, nor where a matrix does not
   * fit a Java array.
   */
  static boolean exists(ConvolutionProblem problem) {
    boolean depthwise = problem.groups() > 1 && problem.channelsPerGroup() == 1;
    try {
      MatrixProduct.of(problem, Pass.FORWARD);
      MatrixProduct.of(problem, Pass.BACKWARD_DATA);
      return !depthwise;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** The ways of multiplying that are tried for {@code pass}, each at most once. */
  List<Contender> contenders(ConvolutionProblem problem, Pass pass) {
    MatrixProduct product = MatrixProduct.of(problem, pass);
    Operands<A> operands = operands(product);
    List<Contender> contenders = new ArrayList<>();
    Stream.concat(Stream.of(Blocking.WHOLE), Blocking.BLOCKS.stream())
        .forEach(
            blocking ->
                contenders.add(
                    new GemmContender<>(gemm, product, operands, problem, blocking, threads)));
    return contenders;
  }

  private Operands<A> operands(MatrixProduct product) {
    int size = product.rows() * product.columns();
    List<A> c = new ArrayList<>();
    for (int i = 0; i < threads.count(); i++) {
      c.add(type.newArray(size));
    }
    return new Operands<>(
        Tensors.random(type, "a", (long) product.rows() * product.inner()),
        Tensors.random(type, "b", (long) product.inner() * product.columns()),
        c);
  }
}
