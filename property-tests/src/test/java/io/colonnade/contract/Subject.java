package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.PlanOptions;
import java.util.List;
import java.util.stream.Stream;

/** A backend as it is tested: with its own choice of algorithm, or with one forced. */
record Subject(ConvolutionBackend backend, String algorithm) {

  /** Every backend that {@link java.util.ServiceLoader} finds, with every choice of algorithm. */
  static List<Subject> all() {
    return ConvolutionBackend.all().stream()
        .flatMap(
            backend ->
                Stream.concat(Stream.of(PlanOptions.AUTO), backend.algorithms().stream())
                    .map(algorithm -> new Subject(backend, algorithm)))
        .toList();
  }

  ConvolutionContract contract() {
    return new ConvolutionContract(backend, PlanOptions.defaults().withAlgorithm(algorithm));
  }

  @Override
  public String toString() {
    return backend.name() + "/" + algorithm;
  }
}
