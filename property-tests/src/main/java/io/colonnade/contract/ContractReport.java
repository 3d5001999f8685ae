package io.colonnade.contract;

import io.colonnade.Pass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a backend fared on one problem.
 *
 * @param entries one for each property, in the contract's order
 * @param algorithms what ran the passes that were tried, as the plan says; of a transposed
 *     convolution the passes of its adjoint
 */
public record ContractReport(List<Entry> entries, Map<Pass, String> algorithms) {

  /** How one property fared. */
  public enum Outcome {
    /** It holds. */
    PASSED,
    /** It does not hold. */
    FAILED,
    /**
     * It was not tried: the backend does not support a pass, the algorithm or an option, the forced
     * algorithm runs none of its passes, or the problem is too large for it.
     */
    SKIPPED
  }

  /**
   * One property.
   *
   * @param property the property
   * @param outcome how it fared
   * @param reason why it was skipped, or how it fails; empty where it holds
   * @param violation how it fails
   */
  public record Entry(
      ContractProperty property,
      Outcome outcome,
      String reason,
      @Nullable ContractViolation violation) {

    static Entry passed(ContractProperty property) {
      return new Entry(property, Outcome.PASSED, "", null);
    }

    static Entry skipped(ContractProperty property, String reason) {
      return new Entry(property, Outcome.SKIPPED, reason, null);
    }

    static Entry failed(ContractProperty property, ContractViolation violation) {
      return new Entry(property, Outcome.FAILED, String.valueOf(violation.getMessage()), violation);
    }
  }

  /** Copies both. */
  public ContractReport {
    entries = List.copyOf(entries);
    algorithms = Map.copyOf(algorithms);
  }

  /** Entries with this outcome. */
  public List<Entry> with(Outcome outcome) {
    return entries.stream().filter(entry -> entry.outcome() == outcome).toList();
  }

  /** How the first property that does not hold fails. */
  public Optional<ContractViolation> firstViolation() {
    return with(Outcome.FAILED).stream()
        .map(entry -> Objects.requireNonNull(entry.violation()))
        .findFirst();
  }

  /**
   * Fails if a property does not hold.
   *
   * @throws ContractViolation the first one; the others are its suppressed exceptions
   */
  public void throwIfFailed() {
    List<ContractViolation> violations =
        with(Outcome.FAILED).stream()
            .map(entry -> Objects.requireNonNull(entry.violation()))
            .toList();
    if (!violations.isEmpty()) {
      ContractViolation first = violations.get(0);
      violations.subList(1, violations.size()).forEach(first::addSuppressed);
      throw first;
    }
  }
}
