package io.colonnade.bench.chart;

import io.colonnade.bench.report.Report;
import io.colonnade.bench.report.Result;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.LevelRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Bars of GFLOP/s by layer, a colour for each backend, and the ceiling as a mark across the bars of
 * its layer.
 */
final class ThroughputChart {
  private static final int WIDTH = 1000;
  private static final int HEAD_AND_FOOT = 190;
  private static final int GAP = 12;
  private static final int BAR = 12;
  private static final int LEAST_LAYER = 26;
  private static final String FAMILY = Font.SANS_SERIF;
  private static final Font TITLE = new Font(FAMILY, Font.BOLD, 18);
  private static final Font SUBTITLE = new Font(FAMILY, Font.PLAIN, 12);

  private final Report report;
  private final int layers;

  ThroughputChart(Report report) {
    this.report = report;
    this.layers = (int) report.results().stream().map(Result::layer).distinct().count();
  }

  /** Width in pixels. */
  int width() {
    return WIDTH;
  }

  /** Height in pixels: room for every layer's bars and label. */
  int height() {
    return HEAD_AND_FOOT + layers * Math.max(LEAST_LAYER, GAP + BAR * report.backends().size());
  }

  JFreeChart draw() {
    CategoryPlot plot = new CategoryPlot();
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setDomainAxis(Style.names(null));
    plot.setRangeAxis(Style.numbers("GFLOP/s"));
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setDataset(0, bars());
    plot.setRenderer(0, barRenderer());
    plot.setDataset(1, ceilings());
    plot.setRenderer(1, ceilingRenderer());
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    JFreeChart chart = new JFreeChart(title(), TITLE, plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(10, 10, 10, 24));
    chart.getTitle().setPaint(Style.INK);
    chart.getLegend().setPosition(RectangleEdge.TOP);
    chart.getLegend().setItemFont(Style.LABEL);
    chart.getLegend().setBorder(0, 0, 0, 0);
    chart.addSubtitle(0, subtitle());
    return chart;
  }

  private String title() {
    return report.conditions().get(0).toString();
  }

  private TextTitle subtitle() {
    String missing = missing();
    TextTitle title =
        new TextTitle(
            report.environment().cpu()
                + " · BLAS: "
                + report.environment().blas()
                + (missing.isEmpty() ? "" : "\nnot measured: " + missing),
            SUBTITLE);
    title.setPaint(Style.INK);
    title.setTextAlignment(HorizontalAlignment.CENTER);
    return title;
  }

  private String missing() {
    return report.backends().stream()
        .filter(backend -> notMeasured(backend) > 0)
        .map(backend -> "%s on %d of %d layers".formatted(backend, notMeasured(backend), layers))
        .collect(Collectors.joining(", "));
  }

  private long notMeasured(String backend) {
    return report.results().stream()
        .filter(result -> result.backend().equals(backend) && !result.measured())
        .count();
  }

  private DefaultCategoryDataset bars() {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (Result result : report.results()) {
      data.addValue(result.figures().gflops(), result.backend(), result.layer());
    }
    return data;
  }

  private DefaultCategoryDataset ceilings() {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (Result result : report.results()) {
      Double ceiling = result.figures().ceilingGflops();
      if (ceiling != null) {
        data.addValue(ceiling, "ceiling: the best bare GEMM", result.layer());
      }
    }
    return data;
  }

  private BarRenderer barRenderer() {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.0);
    for (int i = 0; i < report.backends().size(); i++) {
      renderer.setSeriesPaint(i, Style.colour(i));
    }
    return renderer;
  }

  private static LevelRenderer ceilingRenderer() {
    LevelRenderer renderer = new LevelRenderer();
    renderer.setSeriesPaint(0, Style.INK);
    renderer.setSeriesStroke(0, new BasicStroke(2.5f));
    return renderer;
  }
}
