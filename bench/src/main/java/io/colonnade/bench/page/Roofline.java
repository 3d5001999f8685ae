package io.colonnade.bench.page;

import io.colonnade.bench.chart.RooflineChart;
import io.colonnade.bench.chart.RooflineChart.Point;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.report.Roof;
import io.colonnade.bench.throughput.Workload;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rooflines of the forward pass: one chart for each number of threads and of images. */
final class Roofline {
  static final String TITLE = "Roofline";

  private static final int FLOAT_BYTES = 4;
  private static final int DOUBLE_BYTES = 8;

  private final Html html;
  private final View view;

  /** What is shown in one chart. */
  private record Key(Roof roof, long batch) {}

  Roofline(Html html, View view) {
    this.html = html;
    this.view = view;
  }

  void write() {
    Text.heading(html, TITLE);
    html.element(
        "p",
        ("The forward pass of %s, a point for each layer. The roof is what this machine was measured to reach: the"
                + " fastest GEMM on matrices that stay in the cache, and the bandwidth of copying arrays that no cache"
                + " holds. Bytes are those of x, w and y, each moved once. Points above the roof need fewer operations"
                + " than are counted, or stay in the cache.")
            .formatted(view.backend()));
    Map<Key, Map<String, List<Point>>> points = points();
    if (points.isEmpty()) {
      html.element(
          "p", "No figures: the roofs of this machine were not measured.", "class", "quiet");
      return;
    }
    html.open("div", "class", "grid");
    points.forEach(this::figure);
    html.close();
  }

  private void figure(Key key, Map<String, List<Point>> points) {
    String title =
        "batch %d, %s, %s".formatted(key.batch, Text.threads(key.roof.threads()), key.roof.dtype());
    html.open("figure");
    html.markup(
        RooflineChart.of(key.roof.peakGflops(), key.roof.bandwidthGbytes(), points)
            .svg("Roofline, " + title));
    html.element("figcaption", title).close();
  }

  private Map<Key, Map<String, List<Point>>> points() {
    Map<Key, Map<String, List<Point>>> points = new LinkedHashMap<>();
    List<Group> groups =
        view.byCounting().get(0).stream()
            .filter(group -> group.conditions().pass() == Workload.FORWARD)
            .toList();
    for (Group group : groups) {
      for (Roof roof : view.report().roofs()) {
        if (roof.threads() == group.conditions().threads()
            && roof.dtype().equals(group.conditions().dtype())
            && group.measured(view.backend())) {
          points
              .computeIfAbsent(
                  new Key(roof, group.conditions().batch()), key -> new LinkedHashMap<>())
              .computeIfAbsent(group.conditions().net(), net -> new ArrayList<>())
              .addAll(points(group));
        }
      }
    }
    return points;
  }

  private List<Point> points(Group group) {
    return group.rows(view.backend()).stream()
        .filter(Result::measured)
        .map(row -> new Point(intensity(row), Objects.requireNonNull(row.figures().gflops())))
        .toList();
  }

  private static double intensity(Result row) {
    ConvolutionProblem problem = ConvolutionProblem.parse(row.problem());
    long elements = problem.xSize() + problem.wSize() + problem.ySize();
    int size = row.conditions().dtype().equals("f64") ? DOUBLE_BYTES : FLOAT_BYTES;
    return (double) row.flops() / ((double) elements * size);
  }
}
