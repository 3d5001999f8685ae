package io.colonnade.check;

import static io.colonnade.contract.ContractReport.Outcome.FAILED;
import static io.colonnade.contract.ContractReport.Outcome.PASSED;
import static io.colonnade.contract.ContractReport.Outcome.SKIPPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.contract.ContractProperty;
import io.colonnade.contract.ContractReport;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.contract.ConvolutionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzTallyTest {
  private static final ContractProperty FIRST = ConvolutionContract.properties().get(0);
  private static final ContractProperty SECOND = ConvolutionContract.properties().get(1);

  @Test
  void whatWasTriedOnceIsNotSkippedForEver() {
    FuzzTally tally = new FuzzTally();
    tally.add("algorithm a", report(entry(FIRST, SKIPPED, "too large")));
    tally.add("algorithm b", report(entry(SECOND, SKIPPED, "cannot"), entry(FIRST, PASSED, "")));
    tally.add("algorithm b", report(entry(SECOND, SKIPPED, "later")));
    assertEquals(
        Map.of("algorithm a", "too large", "property '" + SECOND + "'", "cannot"),
        tally.neverTried());
  }

  @Test
  void onlyWhatHeldIsCountedAsHeld() {
    FuzzTally tally = new FuzzTally();
    tally.addCase();
    tally.add("a", report(entry(FIRST, SKIPPED, "no"), entry(SECOND, FAILED, "wrong")));
    assertFalse(tally.anyHeld());
    assertEquals("1 cases, 0 checks held, 1 skipped", tally.toString());
    tally.add("a", report(entry(FIRST, PASSED, ""), entry(SECOND, PASSED, "")));
    assertTrue(tally.anyHeld());
    assertEquals("1 cases, 2 checks held, 1 skipped", tally.toString());
  }

  private static ContractReport report(ContractReport.Entry... entries) {
    return new ContractReport(List.of(entries), Map.of());
  }

  private static ContractReport.Entry entry(
      ContractProperty property, Outcome outcome, String reason) {
    return new ContractReport.Entry(property, outcome, reason, null);
  }
}
