package io.colonnade.check;

import io.colonnade.Pass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts which algorithm ran which pass, chosen or forced. */
final class AlgorithmTally {
  private final Map<String, Map<Pass, Long>> runs = new TreeMap<>();

  /** Adds a run of {@code pass}. */
  void add(Pass pass, String algorithm) {
    runs.computeIfAbsent(algorithm, a -> new EnumMap<>(Pass.class)).merge(pass, 1L, Long::sum);
  }

  /** A line for each algorithm: those of {@code algorithms}, then what else has run a pass. */
  List<String> lines(List<String> algorithms) {
    Map<String, Map<Pass, Long>> all = new TreeMap<>(runs);
    algorithms.forEach(algorithm -> all.putIfAbsent(algorithm, Map.of()));
    return all.entrySet().stream()
        .map(entry -> "algorithm %s: %s".formatted(entry.getKey(), counts(entry.getValue())))
        .toList();
  }

  private static String counts(Map<Pass, Long> ofPasses) {
    if (ofPasses.isEmpty()) {
      return "ran nothing";
    }
    return Arrays.stream(Pass.values())
        .filter(ofPasses::containsKey)
        .map(pass -> pass + " " + ofPasses.get(pass))
        .collect(Collectors.joining(", "));
  }
}
