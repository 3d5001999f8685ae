package io.colonnade.bench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several reports of the same machine as one. */
public final class JoinedReports {
  private JoinedReports() {}

  private record RowKey(Conditions conditions, String layer, String backend) {}

  private record RoofKey(String dtype, int threads) {}

  /**
   * All rows of {@code reports}, in their order; of several roofs of the same kind the highest.
   *
   * @param reports the reports by the names that errors call them by; at least one
   * @throws IllegalArgumentException if they come from different machines, or two have a figure for
   *     the same thing
   */
  public static Report of(Map<String, Report> reports) {
    Map.Entry<String, Report> first = reports.entrySet().iterator().next();
    Set<RowKey> seen = new HashSet<>();
    List<Result> rows = new ArrayList<>();
    reports.forEach(
        (name, report) -> {
          requireSameMachine(first, name, report);
          for (Result row : report.results()) {
            if (!seen.add(new RowKey(row.conditions(), row.layer(), row.backend()))) {
              throw new IllegalArgumentException(
                  "%s: has a row of %s, %s, %s, as another file or row does"
                      .formatted(name, row.backend(), row.layer(), row.conditions()));
            }
            rows.add(row);
          }
        });
    return new Report(
        environment(reports.values()), roofs(reports.values()), AaCheck.of(rows), rows);
  }

  private static void requireSameMachine(
      Map.Entry<String, Report> first, String name, Report report) {
    Environment one = first.getValue().environment();
    Environment other = report.environment();
    if (!dated(one, "").equals(dated(other, ""))) {
      throw new IllegalArgumentException(
          "%s: was measured with %s, %s, %s, other than %s"
              .formatted(name, other.cpu(), other.jdk(), other.blas(), first.getKey()));
    }
  }

  private static Environment environment(Collection<Report> reports) {
    List<String> dates =
        reports.stream().map(report -> report.environment().date()).distinct().sorted().toList();
    String first = dates.get(0);
    String last = dates.get(dates.size() - 1);
    return dated(
        reports.iterator().next().environment(),
        first.equals(last) ? first : first + " to " + last);
  }

  private static Environment dated(Environment environment, String date) {
    return new Environment(
        environment.cpu(),
        environment.cores(),
        environment.os(),
        environment.jdk(),
        environment.blas(),
        date);
  }

  private static List<Roof> roofs(Collection<Report> reports) {
    Map<RoofKey, Roof> roofs = new LinkedHashMap<>();
    reports.stream()
        .flatMap(report -> report.roofs().stream())
        .forEach(
            roof ->
                roofs.merge(
                    new RoofKey(roof.dtype(), roof.threads()), roof, JoinedReports::highest));
    return List.copyOf(roofs.values());
  }

  private static Roof highest(Roof a, Roof b) {
    return new Roof(
        a.dtype(),
        a.threads(),
        Math.max(a.peakGflops(), b.peakGflops()),
        Math.max(a.bandwidthGbytes(), b.bandwidthGbytes()));
  }
}
