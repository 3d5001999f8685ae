package io.colonnade.bench.throughput;

import static java.util.Objects.requireNonNull;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.bench.throughput.GemmContender.Division;
import io.colonnade.bench.throughput.GemmContender.Operands;
import io.colonnade.bench.throughput.Sampler.Outcome;
import io.colonnade.blas.Blas;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The ceiling of a layer: the bare GEMM of each pass, whole or in blocks, divided by positions or
 * by rows among the threads, whichever is fastest.
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

  /**
   * The fastest way of multiplying for each pass of {@code workload}, as a short trial finds it, to
   * be timed against the backends.
   */
  List<Contender> contenders(ConvolutionProblem problem, Workload workload) {
    return workload.passes().stream().map(pass -> fastest(candidates(problem, pass))).toList();
  }

  private Contender fastest(List<Contender> candidates) {
    Map<Contender, Outcome> outcomes = new Sampler(Sampling.TRIAL).time(candidates, share -> {});
    return Collections.min(
        candidates,
        Comparator.comparingDouble(
            one -> requireNonNull(requireNonNull(outcomes.get(one)).timing()).seconds()));
  }

  /** The ways of multiplying for {@code pass}. */
  List<Contender> candidates(ConvolutionProblem problem, Pass pass) {
    MatrixProduct product = MatrixProduct.of(problem, pass);
    Operands<A> operands = operands(product);
    List<Contender> candidates = new ArrayList<>();
    for (Division division : divisions()) {
      for (Blocking blocking : Blocking.ALL) {
        candidates.add(
            new GemmContender<>(gemm, product, operands, problem, blocking, division, threads));
      }
    }
    return candidates;
  }

  private List<Division> divisions() {
    return threads.count() == 1 ? List.of(Division.POSITIONS) : List.of(Division.values());
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
