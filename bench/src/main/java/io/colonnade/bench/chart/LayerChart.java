package io.colonnade.bench.chart;

import java.awt.BasicStroke;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAnchor;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.LevelRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jspecify.annotations.Nullable;

/**
 * GFLOP/s by layer: a bar for the backend that is compared, a mark for each peer, and a line across
 * the bar for the ceiling. One narrow row a layer, so that sixty of them fit a page.
 */
public final class LayerChart {
  private static final int WIDTH = 860;
  private static final int AXIS_AND_LEGEND = 100;
  private static final int ROW = 22;

  /**
   * A layer.
   *
   * @param name its name, unique in the chart
   * @param gflops of the backend that is compared, or {@code null} if there is no figure
   * @param peers GFLOP/s by peer; peers without a figure are missing
   * @param ceiling GFLOP/s of the ceiling, or {@code null} where there is none
   */
  public record Row(
      String name, @Nullable Double gflops, Map<String, Double> peers, @Nullable Double ceiling) {}

  private LayerChart() {}

  /**
   * The figure.
   *
   * @param backends the backend that is compared, then the peers, in the page's order
   * @param rows the layers
   */
  public static Figure of(List<String> backends, List<Row> rows) {
    CategoryPlot plot = new CategoryPlot();
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setDomainAxis(Style.names(null));
    plot.setRangeAxis(Style.numbers("GFLOP/s"));
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setRangeGridlineStroke(Style.line(1));
    plot.setDataset(0, bars(backends.get(0), rows));
    plot.setRenderer(0, barRenderer());
    plot.setDataset(1, ceilings(rows));
    plot.setRenderer(1, ceilingRenderer());
    List<String> peers = backends.subList(1, backends.size());
    plot.setDataset(2, marks(peers, rows));
    plot.setRenderer(2, markRenderer(peers.size()));
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    rows.stream()
        .filter(row -> row.gflops() == null)
        .forEach(row -> plot.addAnnotation(missing(backends.get(0), row)));
    JFreeChart chart = Style.chart(plot, true);
    return new Figure(chart, WIDTH, AXIS_AND_LEGEND + ROW * rows.size());
  }

  private static DefaultCategoryDataset bars(String backend, List<Row> rows) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    rows.forEach(row -> data.addValue(row.gflops(), backend, row.name()));
    return data;
  }

  private static DefaultCategoryDataset ceilings(List<Row> rows) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    rows.forEach(row -> data.addValue(row.ceiling(), "ceiling: the best bare GEMM", row.name()));
    return data;
  }

  private static DefaultCategoryDataset marks(List<String> peers, List<Row> rows) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (String peer : peers) {
      rows.forEach(row -> data.addValue(row.peers().get(peer), peer, row.name()));
    }
    return data;
  }

  private static BarRenderer barRenderer() {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, Style.BAR);
    return renderer;
  }

  private static LevelRenderer ceilingRenderer() {
    LevelRenderer renderer = new LevelRenderer();
    renderer.setSeriesPaint(0, Style.INK);
    renderer.setSeriesStroke(0, new BasicStroke(2.5f));
    return renderer;
  }

  private static LineAndShapeRenderer markRenderer(int peers) {
    LineAndShapeRenderer renderer = new LineAndShapeRenderer(false, true);
    renderer.setUseSeriesOffset(true);
    renderer.setItemMargin(0.3);
    renderer.setDrawOutlines(false);
    for (int i = 0; i < peers; i++) {
      renderer.setSeriesPaint(i, Style.colour(i + 1));
      renderer.setSeriesShape(i, Style.mark(i + 1));
    }
    return renderer;
  }

  private static CategoryTextAnnotation missing(String backend, Row row) {
    CategoryTextAnnotation text =
        new CategoryTextAnnotation(backend + ": no figure", row.name(), 0);
    text.setCategoryAnchor(CategoryAnchor.MIDDLE);
    text.setTextAnchor(TextAnchor.CENTER_LEFT);
    text.setFont(Style.LABEL);
    text.setPaint(Style.INK);
    return text;
  }
}
