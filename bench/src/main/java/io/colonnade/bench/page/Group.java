package io.colonnade.bench.page;

import io.colonnade.bench.report.Comparison;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Report;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.report.TrainingRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of equal conditions.
 *
 * @param conditions these
 * @param rows layer by layer
 */
record Group(Conditions conditions, List<Result> rows) {

  /** All of {@code report}, and training as the sum of its passes. */
  static List<Group> of(Report report) {
    Map<Conditions, List<Result>> groups = new LinkedHashMap<>();
    Stream.concat(report.results().stream(), TrainingRows.of(report.results()).stream())
        .forEach(
            row -> groups.computeIfAbsent(row.conditions(), key -> new ArrayList<>()).add(row));
    return groups.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Whether this is {@link TrainingRows the sum} of other rows, which were measured. */
  boolean summed() {
    return rows.stream().anyMatch(row -> row.measured() && row.figures().samples() == null);
  }

  /** The layers, in the network's order. */
  List<String> layers() {
    return rows.stream().map(Result::layer).distinct().toList();
  }

  /** The row of {@code backend} for {@code layer}. */
  Optional<Result> row(String backend, String layer) {
    return rows.stream()
        .filter(row -> row.backend().equals(backend) && row.layer().equals(layer))
        .findFirst();
  }

  /** The rows of {@code backend}. */
  List<Result> rows(String backend) {
    return rows.stream().filter(row -> row.backend().equals(backend)).toList();
  }

  /** Whether {@code backend} has a figure for any layer. */
  boolean measured(String backend) {
    return rows(backend).stream().anyMatch(Result::measured);
  }

  /** {@code backend} beside {@code peer}. */
  Comparison comparison(String backend, String peer) {
    return Comparison.of(rows, backend, peer);
  }

  /** Why {@code backend} has no figures where it has none: the reasons, each once. */
  List<String> reasons(String backend) {
    return rows(backend).stream()
        .filter(row -> !row.measured())
        .map(
            row ->
                row.message() == null
                    ? row.status().id()
                    : row.status().id() + ": " + row.message())
        .distinct()
        .toList();
  }
}
