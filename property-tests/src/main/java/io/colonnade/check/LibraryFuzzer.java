package io.colonnade.check;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.contract.ContractReport;
import io.colonnade.contract.Im2ColContract;
import io.colonnade.contract.pooling.PoolingContract;
import io.colonnade.contract.pooling.PoolingMismatch;
import io.colonnade.contract.pooling.PoolingProblemGenerator;
import io.colonnade.contract.pooling.PoolingProperty;
import io.colonnade.contract.pooling.PoolingSubject;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PoolingProblem;
import java.util.Optional;
import java.util.SplittableRandom;

/** Holds to their contracts the operators that no backend computes: im2col, col2im and pooling. */
final class LibraryFuzzer {
  /** What im2col and col2im are called in a tally. */
  static final String COLUMNS = "im2col";

  /** What pooling is called in a tally. */
  static final String POOLING = "pooling";

  private final FuzzTally tally;

  /** Counts what it tries in {@code tally}. */
  LibraryFuzzer(FuzzTally tally) {
    this.tally = tally;
  }

  /** im2col and col2im on the windows of {@code problem}. */
  Optional<Finding> columns(ConvolutionProblem problem, long seed) {
    Optional<Finding> found = Optional.empty();
    for (DataType<?> type : DataType.all()) {
      ContractReport report = new Im2ColContract().check(problem, type, seed);
      tally.add(COLUMNS, report);
      found = found.or(() -> report.firstViolation().map(Finding::of));
    }
    return found;
  }

  /** Pooling on a problem of its own. */
  Optional<Finding> pools(PoolingSubject subject, SplittableRandom random, long seed) {
    PoolingProblem problem = PoolingProblemGenerator.next(random);
    SwitchNumbering[] numberings = SwitchNumbering.values();
    SwitchNumbering numbering = numberings[random.nextInt(numberings.length)];
    PoolingContract contract = new PoolingContract(subject);
    for (DataType<?> type : DataType.all()) {
      for (PoolingProperty property : PoolingProperty.values()) {
        if (property.appliesTo(problem)) {
          try {
            contract.check(property, problem, type, numbering, seed);
            tally.addHeld(POOLING, property.name());
          } catch (PoolingMismatch e) {
            return Optional.of(new Finding(String.valueOf(e.getMessage()), null, seed));
          }
        }
      }
    }
    return Optional.empty();
  }
}
