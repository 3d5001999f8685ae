package io.colonnade.bench.page;

import io.colonnade.bench.chart.MemoryChart;
import io.colonnade.bench.report.Figures;
import io.colonnade.bench.report.Result;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What backends hold in memory: scratch, prepared filters, the process as a whole. */
final class Memory {
  static final String TITLE = "Memory";

  private static final double MIB = 1024 * 1024;

  private final Html html;
  private final View view;

  Memory(Html html, View view) {
    this.html = html;
    this.view = view;
  }

  void write() {
    Text.heading(html, TITLE);
    html.element(
        "p",
        "Workspace is the scratch of one call that the caller provides; a library’s own is part of its process"
            + " alone. Prepared filters are those of the layer that needs most. The process is the JVM that ran the"
            + " backend, Java heap, tensors of the layers and all, at its largest.");
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    html.element("th", "backend", "class", "name");
    for (String head : List.of("workspace", "prepared filters", "process")) {
      html.element("th", head);
      html.element("th", "at", "class", "name");
    }
    html.close().close().open("tbody");
    view.report().backends().forEach(this::row);
    html.close().close().close();
    chart();
  }

  private void row(String backend) {
    html.open("tr").element("td", backend, "class", "name");
    cells(largest(backend, Figures::workspaceBytes), Figures::workspaceBytes);
    cells(largest(backend, Figures::preparedBytes), Figures::preparedBytes);
    cells(largest(backend, Figures::peakResidentBytes), Figures::peakResidentBytes);
    html.close();
  }

  private void cells(Optional<Result> row, Function<Figures, @Nullable Long> size) {
    html.element("td", Text.bytes(row.map(result -> size.apply(result.figures())).orElse(null)));
    html.element(
        "td",
        row.map(
                result ->
                    "%s %s, %s, batch %d, %s"
                        .formatted(
                            result.conditions().net(),
                            result.layer(),
                            result.conditions().pass(),
                            result.conditions().batch(),
                            Text.threads(result.conditions().threads())))
            .orElse(""),
        "class",
        "why name place");
  }

  private Optional<Result> largest(String backend, Function<Figures, @Nullable Long> size) {
    return view.report().results().stream()
        .filter(row -> row.backend().equals(backend) && bytes(row, size) > 0)
        .max(Comparator.comparing(row -> bytes(row, size)));
  }

  private static long bytes(Result row, Function<Figures, @Nullable Long> size) {
    return Objects.requireNonNullElse(size.apply(row.figures()), 0L);
  }

  private void chart() {
    Map<String, Double> sizes = new LinkedHashMap<>();
    for (String backend : view.report().backends()) {
      largest(backend, Figures::peakResidentBytes)
          .map(row -> Objects.requireNonNull(row.figures().peakResidentBytes()))
          .ifPresent(bytes -> sizes.put(backend, bytes / MIB));
    }
    if (!sizes.isEmpty()) {
      html.open("div", "class", "grid").open("figure");
      html.markup(MemoryChart.of("MiB", sizes).svg("Largest resident size of the process"));
      html.element("figcaption", "Largest resident size of the process, in MiB").close().close();
    }
  }
}
