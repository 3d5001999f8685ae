package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries properties on one operator.
 *
 * @param operator the operator
 * @param options how its plan is to run
 */
record ContractRun(TestedOperator operator, PlanOptions options) {

  <A> ContractReport check(List<ContractProperty> properties, DataType<A> type, long seed) {
    if (Arrays.stream(Pass.values()).noneMatch(pass -> operator.supports(pass, type))) {
      return skipped(properties, operator.subject() + " supports no pass");
    }
    Passes<A> plan;
    try {
      plan = operator.plan(type, options);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (e instanceof IllegalArgumentException
          && operator.applicability(type, options).mayBeRefused()) {
        return skipped(properties, String.valueOf(e.getMessage()));
      }
      return new ContractReport(
          List.of(failed(PlanProperties.CAN_BE_MADE, type, seed, e)), Map.of());
    }
    Trial<A> trial = new Trial<>(operator, options, plan, type, seed);
    List<ContractReport.Entry> entries = new ArrayList<>();
    Map<Pass, String> algorithms = new EnumMap<>(Pass.class);
    for (ContractProperty property : properties) {
      ContractReport.Entry entry = check(property, trial, seed);
      entries.add(entry);
      if (entry.outcome() != ContractReport.Outcome.SKIPPED) {
        property.needs().stream()
            .map(plan::explain)
            .forEach(e -> algorithms.put(e.pass(), e.algorithm()));
      }
    }
    return new ContractReport(entries, algorithms);
  }

  private <A> ContractReport.Entry check(ContractProperty property, Trial<A> trial, long seed) {
    Optional<String> obstacle = obstacle(property, trial);
    if (obstacle.isPresent()) {
      return ContractReport.Entry.skipped(property, obstacle.get());
    }
    try {
      property.check(trial);
      return ContractReport.Entry.passed(property);
    } catch (Inapplicable e) {
      return ContractReport.Entry.skipped(property, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return failed(property, trial.type(), seed, e);
    }
  }

  /** Why the property is not tried: a pass cannot be run, or none by the forced algorithm. */
  private <A> Optional<String> obstacle(ContractProperty property, Trial<A> trial) {
    Set<Pass> needs = property.needs();
    for (Pass pass : needs) {
      if (!trial.supports(pass)) {
        return Optional.of("%s does not support %s".formatted(operator.subject(), pass));
      }
    }
    if (needs.isEmpty() || needs.stream().anyMatch(trial::isOfInterest)) {
      return Optional.empty();
    }
    return Optional.of("%s does not run %s here".formatted(options.algorithm(), needs));
  }

  private static ContractReport skipped(List<ContractProperty> properties, String reason) {
    return new ContractReport(
        properties.stream()
            .map(property -> ContractReport.Entry.skipped(property, reason))
            .toList(),
        Map.of());
  }

  private ContractReport.Entry failed(
      ContractProperty property, DataType<?> type, long seed, Throwable cause) {
    String subject =
        options.equals(PlanOptions.defaults())
            ? operator.subject()
            : operator.subject() + " with " + options;
    ContractViolation violation =
        new ContractViolation(property.name(), subject, operator, type, seed, cause);
    return ContractReport.Entry.failed(property, violation);
  }
}
