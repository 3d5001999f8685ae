package io.colonnade.check;

import io.colonnade.contract.ContractReport;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what a fuzzer has tried, and knows what it never could. */
final class FuzzTally {
  private final Set<String> tried = new HashSet<>();
  private final Map<String, String> obstacles = new TreeMap<>();
  private final AlgorithmTally algorithms = new AlgorithmTally();
  private final Map<String, Long> heldOf = new TreeMap<>();
  private long cases;
  private long skipped;

  void addCase() {
    cases++;
  }

  /** Adds a report of runs of {@code subject}. */
  void add(String subject, ContractReport report) {
    report.algorithms().forEach(algorithms::add);
    for (ContractReport.Entry entry : report.entries()) {
      List<String> concerned = List.of(subject, "property '" + entry.property() + "'");
      switch (entry.outcome()) {
        case PASSED -> addHeld(subject, entry.property().name());
        case FAILED -> tried.addAll(concerned);
        case SKIPPED -> {
          skipped++;
          concerned.forEach(name -> obstacles.putIfAbsent(name, entry.reason()));
        }
      }
    }
  }

  /** Adds a check of {@code subject} that held. */
  void addHeld(String subject, String property) {
    heldOf.merge(subject, 1L, Long::sum);
    tried.addAll(List.of(subject, "property '" + property + "'"));
  }

  /** Checks of {@code subject} that held. */
  long heldOf(String subject) {
    return heldOf.getOrDefault(subject, 0L);
  }

  /** What has run which pass. */
  AlgorithmTally algorithms() {
    return algorithms;
  }

  /** Whether some property was found to hold. */
  boolean anyHeld() {
    return !heldOf.isEmpty();
  }

  /** The algorithms and properties that were skipped every time, each with the first reason. */
  Map<String, String> neverTried() {
    Map<String, String> never = new TreeMap<>(obstacles);
    never.keySet().removeAll(tried);
    return never;
  }

  /** The counts, in words. */
  @Override
  public String toString() {
    long held = heldOf.values().stream().mapToLong(Long::longValue).sum();
    return cases + " cases, " + held + " checks held, " + skipped + " skipped";
  }
}
