package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
      if (e instanceof IllegalArgumentException && operator.refuses(type, options)) {
        return skipped(properties, String.valueOf(e.getMessage()));
      }
      return new ContractReport(List.of(failed(PlanProperties.CAN_BE_MADE, type, seed, e)));
    }
    Trial<A> trial = new Trial<>(operator, options, plan, type, seed);
    List<ContractReport.Entry> entries = new ArrayList<>();
    for (ContractProperty property : properties) {
      entries.add(check(property, trial, seed));
    }
    return new ContractReport(entries);
  }

  private <A> ContractReport.Entry check(ContractProperty property, Trial<A> trial, long seed) {
    for (Pass pass : property.needs()) {
      if (!trial.supports(pass)) {
        return ContractReport.Entry.skipped(
            property, "%s does not support %s".formatted(operator.subject(), pass));
      }
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

  private static ContractReport skipped(List<ContractProperty> properties, String reason) {
    return new ContractReport(
        properties.stream()
            .map(property -> ContractReport.Entry.skipped(property, reason))
            .toList());
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
