package io.colonnade.bench.chart;

import java.util.List;
import java.util.Map;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;

/** GFLOP/s over the number of threads, or of images: a line for each backend. */
public final class ScalingChart {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 340;

  private ScalingChart() {}

  /**
   * The figure.
   *
   * @param label what is counted along the axis
   * @param counts the numbers, ascending
   * @param backends all backends of the page, in its order, which gives them their colours
   * @param gflops 10⁹ flops a second by backend and number; what is missing is not drawn
   */
  public static Figure of(
      String label,
      List<Long> counts,
      List<String> backends,
      Map<String, Map<Long, Double>> gflops) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    LineAndShapeRenderer renderer = new LineAndShapeRenderer(true, true);
    renderer.setDrawOutlines(false);
    for (String backend : backends) {
      Map<Long, Double> line = gflops.get(backend);
      if (line == null) {
        continue;
      }
      int series = data.getRowCount();
      counts.forEach(count -> data.addValue(line.get(count), backend, count));
      int index = backends.indexOf(backend);
      renderer.setSeriesPaint(series, Style.colour(index));
      renderer.setSeriesStroke(series, Style.line(index == 0 ? 3 : 1.5f));
      renderer.setSeriesShape(series, Style.mark(index));
    }
    CategoryPlot plot =
        new CategoryPlot(data, Style.names(label), Style.numbers("GFLOP/s"), renderer);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setRangeGridlineStroke(Style.line(1));
    return new Figure(Style.chart(plot, true), WIDTH, HEIGHT);
  }
}
