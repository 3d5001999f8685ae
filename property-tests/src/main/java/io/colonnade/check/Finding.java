package io.colonnade.check;

import io.colonnade.contract.ContractViolation;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A difference that a fuzzer has found.
 *
 * @param message problem, type, seed and property
 * @param problem the problem that a run can be given; {@code null} where it follows from the seed
 * @param seed the seed of the case
 */
record Finding(String message, @Nullable ConvolutionProblem problem, long seed) {

  static Finding of(ContractViolation violation) {
    return new Finding(
        String.valueOf(violation.getMessage()), violation.problem(), violation.seed());
  }

  /** One line, with the command that shows it again. */
  String line(String backend) {
    return "DIFFERS %s; to see it again: fuzz --backend %s%s --seed %d --cases 1"
        .formatted(
            message.lines().collect(Collectors.joining(" ")),
            backend,
            problem == null ? "" : " --problem " + problem,
            seed);
  }
}
