package io.colonnade.bench.page;

import io.colonnade.bench.chart.ScalingChart;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.throughput.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** How the forward pass of whole networks grows faster with threads, or with images in a call. */
final class Scaling {
  static final String THREADS = "Threads";
  static final String BATCH = "Batch";

  private static final double GIGA = 1e9;

  private final Html html;
  private final View view;

  Scaling(Html html, View view) {
    this.html = html;
    this.view = view;
  }

  /** What one chart holds fixed. */
  private record Fixed(String net, String dtype, long other) {}

  void write() {
    section(THREADS, "threads", Conditions::threads, Conditions::batch, "batch %d");
    section(BATCH, "images in a call", Conditions::batch, Conditions::threads, "threads: %d");
  }

  private void section(
      String title,
      String axis,
      ToLongFunction<Conditions> along,
      ToLongFunction<Conditions> other,
      String fixed) {
    Text.heading(html, title);
    Map<Fixed, SortedMap<Long, Group>> lines = lines(along, other);
    lines.values().removeIf(line -> line.size() < 2);
    if (lines.isEmpty()) {
      html.element(
          "p", "No figures: nothing was measured for more than one number.", "class", "quiet");
      return;
    }
    html.element(
        "p",
        "The forward pass, all layers of a network together, by %s; %s."
            .formatted(axis, Text.counting(view.byCounting().get(0).get(0).conditions())));
    html.open("div", "class", "grid");
    lines.forEach((key, line) -> figure(axis, key.net + ", " + fixed.formatted(key.other), line));
    html.close();
  }

  private Map<Fixed, SortedMap<Long, Group>> lines(
      ToLongFunction<Conditions> along, ToLongFunction<Conditions> other) {
    Map<Fixed, SortedMap<Long, Group>> lines = new LinkedHashMap<>();
    for (Group group : view.byCounting().get(0)) {
      Conditions conditions = group.conditions();
      if (conditions.pass() == Workload.FORWARD) {
        lines
            .computeIfAbsent(
                new Fixed(conditions.net(), conditions.dtype(), other.applyAsLong(conditions)),
                key -> new TreeMap<>())
            .put(along.applyAsLong(conditions), group);
      }
    }
    return lines;
  }

  private void figure(String axis, String title, SortedMap<Long, Group> line) {
    Map<String, Map<Long, Double>> gflops = new LinkedHashMap<>();
    List<String> left = new ArrayList<>();
    for (String backend : view.report().backends()) {
      Map<Long, Double> values = new TreeMap<>();
      line.forEach(
          (count, group) -> {
            if (complete(group, backend)) {
              values.put(count, gflops(group.rows(backend)));
            }
          });
      if (values.isEmpty()) {
        left.add(backend);
      } else {
        gflops.put(backend, values);
      }
    }
    html.open("figure");
    html.markup(
        ScalingChart.of(axis, List.copyOf(line.keySet()), view.report().backends(), gflops)
            .svg(title));
    html.element(
            "figcaption",
            left.isEmpty()
                ? title
                : "%s. Not drawn, as some layers have no figure: %s."
                    .formatted(title, String.join(", ", left)))
        .close();
  }

  /** Whether {@code backend} has a figure for every layer that the compared backend has one for. */
  private boolean complete(Group group, String backend) {
    return group.measured(view.backend())
        && group.rows(view.backend()).stream()
            .filter(Result::measured)
            .allMatch(own -> group.row(backend, own.layer()).filter(Result::measured).isPresent());
  }

  private static double gflops(List<Result> rows) {
    double flops = 0;
    double seconds = 0;
    for (Result row : rows) {
      if (row.measured()) {
        flops += (double) row.repeat() * row.flops();
        seconds += row.repeat() * Objects.requireNonNull(row.figures().seconds());
      }
    }
    return flops / seconds / GIGA;
  }
}
