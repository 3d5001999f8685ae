package io.colonnade.bench.page;

import io.colonnade.bench.chart.Figure;
import io.colonnade.bench.chart.LayerChart;
import io.colonnade.bench.report.Comparison;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** GFLOP/s layer by layer, a chart for each condition; the first of a network is open. */
final class Layers {
  static final String TITLE = "Layers";

  private final Html html;
  private final View view;

  Layers(Html html, View view) {
    this.html = html;
    this.view = view;
  }

  void write() {
    Text.heading(html, TITLE);
    html.element(
        "p",
        ("Bars are %s, marks the peers; the line across is the ceiling: the fastest bare GEMM of that layer’s size, cut"
                + " into calls in the best of several ways. Algorithms that need fewer multiplications may pass it."
                + " GFLOP/s count the operations of the direct method, whatever the algorithm.")
            .formatted(view.backend()));
    for (String net : view.networks()) {
      html.element("h3", net);
      List<Group> groups =
          view.groups().stream().filter(group -> group.conditions().net().equals(net)).toList();
      groups.forEach(group -> details(group, group.equals(groups.get(0))));
    }
  }

  private void details(Group group, boolean open) {
    if (open) {
      html.open("details", "open", "open");
    } else {
      html.open("details");
    }
    html.open("summary").text(heading(group.conditions()));
    String ratios = ratios(group);
    if (!ratios.isEmpty()) {
      html.element("small", " · " + ratios, "class", "quiet");
    }
    html.close().open("figure");
    html.markup(chart(group).svg(View.title(group.conditions())));
    html.element("figcaption", caption(group));
    html.close().close();
  }

  private static String heading(Conditions conditions) {
    return "%s, batch %d, %s%s, %s"
        .formatted(
            conditions.pass(),
            conditions.batch(),
            Text.threads(conditions.threads()),
            conditions.dtype().equals("f32") ? "" : ", " + conditions.dtype(),
            Text.counting(conditions));
  }

  private String ratios(Group group) {
    List<String> ratios = new ArrayList<>();
    for (String peer : view.peers()) {
      Comparison comparison = group.comparison(view.backend(), peer);
      if (comparison.geometricMean() != null) {
        ratios.add(peer + " " + Text.ratio(comparison.geometricMean()));
      }
    }
    return String.join(", ", ratios);
  }

  private Figure chart(Group group) {
    List<String> drawn = new ArrayList<>();
    drawn.add(view.backend());
    drawn.addAll(view.peers());
    return LayerChart.of(drawn, group.layers().stream().map(layer -> row(group, layer)).toList());
  }

  private LayerChart.Row row(Group group, String layer) {
    Map<String, Double> peers = new LinkedHashMap<>();
    for (String peer : view.peers()) {
      group
          .row(peer, layer)
          .filter(Result::measured)
          .ifPresent(row -> peers.put(peer, Objects.requireNonNull(row.figures().gflops())));
    }
    Double own = group.row(view.backend(), layer).map(row -> row.figures().gflops()).orElse(null);
    Double ceiling =
        group.rows().stream()
            .filter(row -> row.layer().equals(layer))
            .map(row -> row.figures().ceilingGflops())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return new LayerChart.Row(layer, own, peers, ceiling);
  }

  /** What the chart cannot show: who has no figures, where and why. */
  private String caption(Group group) {
    int layers = group.layers().size();
    List<String> missing = new ArrayList<>();
    for (String backend : view.report().backends()) {
      long measured = group.rows(backend).stream().filter(Result::measured).count();
      if (measured < layers) {
        List<String> reasons = group.reasons(backend);
        missing.add(
            "%s on %d of %d layers (%s)"
                .formatted(
                    backend,
                    layers - measured,
                    layers,
                    reasons.isEmpty() ? "not asked for" : String.join("; ", reasons)));
      }
    }
    return missing.isEmpty()
        ? "Every backend has a figure for every layer."
        : "No figures: " + String.join(", ", missing) + ".";
  }
}
