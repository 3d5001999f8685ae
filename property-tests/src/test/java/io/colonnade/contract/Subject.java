package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.blas.Blas;
import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A backend as it is tested: with its own choice of algorithm, or with one forced.
 *
 * @param name what to call it
 */
record Subject(String name, ConvolutionBackend backend, String algorithm) {

  /**
   * Every backend that {@link java.util.ServiceLoader} finds, and the gemm backend on the BLAS that
   * every machine has, with every choice of algorithm.
   */
  static List<Subject> all() {
    Stream<Subject> found =
        ConvolutionBackend.all().stream().flatMap(backend -> of(backend.name(), backend));
    ConvolutionBackend inJava = new GemmBackend(Blas.of("java"));
    return Stream.concat(found, of("gemm on java", inJava)).toList();
  }

  private static Stream<Subject> of(String name, ConvolutionBackend backend) {
    return Stream.concat(Stream.of(PlanOptions.AUTO), backend.algorithms().stream())
        .map(algorithm -> new Subject(name + ", " + algorithm, backend, algorithm));
  }

  /**
   * Whether the forced algorithm applies to {@code problem}, as a plan that is free to choose says.
   */
  boolean applies(ConvolutionProblem problem) {
    ConvolutionPlan<float[]> free = backend.plan(problem, DataType.FLOAT32);
    return Arrays.stream(Pass.values())
        .flatMap(pass -> free.explain(pass).others().stream())
        .noneMatch(other -> other.algorithm().equals(algorithm) && !other.applicable());
  }

  ConvolutionContract contract() {
    return new ConvolutionContract(backend, PlanOptions.defaults().withAlgorithm(algorithm));
  }

  @Override
  public String toString() {
    return name;
  }
}
