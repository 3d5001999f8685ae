package io.colonnade.bench.page;

import io.colonnade.bench.report.AaCheck;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Report;
import java.util.List;

/**
 * What the sections of a page show.
 *
 * @param report the figures
 * @param backend the backend that is compared: the report's first
 * @param peers the others, in the report's order
 * @param groups the rows by conditions
 * @param noise by how much two times must differ, as a fraction, to count as different: what the
 *     A/A check found in the median
 */
record View(Report report, String backend, List<String> peers, List<Group> groups, double noise) {

  static View of(Report report) {
    List<String> backends = report.backends();
    AaCheck check = report.aaCheck();
    return new View(
        report,
        backends.get(0),
        backends.subList(1, backends.size()),
        Group.of(report),
        check == null ? 0 : check.medianDifference());
  }

  /** The networks, in the report's order. */
  List<String> networks() {
    return groups.stream().map(group -> group.conditions().net()).distinct().toList();
  }

  /** The groups in which backends are compared by equal rules, by these rules. */
  List<List<Group>> byCounting() {
    return groups.stream()
        .map(group -> Text.counting(group.conditions()))
        .distinct()
        .map(
            counting ->
                groups.stream()
                    .filter(group -> Text.counting(group.conditions()).equals(counting))
                    .toList())
        .toList();
  }

  /** Whether the ratio says that the backend is ahead, beyond the noise. */
  boolean ahead(double ratio) {
    return ratio > 1 + noise;
  }

  /** Whether the ratio says that the peer is ahead, beyond the noise. */
  boolean behind(double ratio) {
    return ratio < 1 / (1 + noise);
  }

  /** {@code conditions}, in a line. */
  static String title(Conditions conditions) {
    return "%s, %s, batch %d, %s, %s, %s"
        .formatted(
            conditions.net(),
            conditions.pass(),
            conditions.batch(),
            Text.threads(conditions.threads()),
            conditions.dtype(),
            Text.counting(conditions));
  }
}
