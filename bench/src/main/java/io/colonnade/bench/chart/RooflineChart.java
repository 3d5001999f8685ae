package io.colonnade.bench.chart;

import java.awt.BasicStroke;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A roofline: GFLOP/s over arithmetic intensity, both logarithmic, below the roof {@code min(peak,
 * bandwidth · intensity)}. S. Williams, A. Waterman, D. Patterson, <i>Roofline: An Insightful
 * Visual Performance Model for Multicore Architectures</i>, Communications of the ACM 52(4), 2009.
 */
public final class RooflineChart {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 400;
  private static final double MARGIN = 1.6;
  private static final String NUMBER = "#,##0.###";

  /**
   * A layer.
   *
   * @param intensity flops for each byte that must be moved
   * @param gflops 10⁹ flops a second
   */
  public record Point(double intensity, double gflops) {}

  private RooflineChart() {}

  /**
   * The figure.
   *
   * @param peakGflops 10⁹ flops a second at most
   * @param bandwidthGbytes 10⁹ bytes a second at most
   * @param points layers by network, at least one; all values are positive
   */
  public static Figure of(
      double peakGflops, double bandwidthGbytes, Map<String, List<Point>> points) {
    XYPlot plot = new XYPlot();
    List<Point> all = points.values().stream().flatMap(List::stream).toList();
    double ridge = peakGflops / bandwidthGbytes;
    double from = Math.min(ridge, all.stream().mapToDouble(Point::intensity).min().orElseThrow());
    double to = Math.max(ridge, all.stream().mapToDouble(Point::intensity).max().orElseThrow());
    from /= MARGIN;
    to *= MARGIN;
    double low =
        Math.min(
            all.stream().mapToDouble(Point::gflops).min().orElseThrow(), bandwidthGbytes * from);
    double high = Math.max(all.stream().mapToDouble(Point::gflops).max().orElseThrow(), peakGflops);
    plot.setDomainAxis(axis("flops per byte", from, to));
    plot.setRangeAxis(axis("GFLOP/s", low / MARGIN, high * MARGIN));
    plot.setDomainGridlinePaint(Style.GRID);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setDomainGridlineStroke(Style.line(1));
    plot.setRangeGridlineStroke(Style.line(1));
    plot.setDataset(0, roof(peakGflops, bandwidthGbytes, from, to));
    plot.setRenderer(0, roofRenderer());
    plot.setDataset(1, points(points));
    plot.setRenderer(1, pointRenderer(points.size()));
    return new Figure(Style.chart(plot, true), WIDTH, HEIGHT);
  }

  private static XYSeriesCollection roof(double peak, double bandwidth, double from, double to) {
    XYSeries roof =
        new XYSeries(
            String.format(Locale.ROOT, "roof: %.0f GFLOP/s, %.1f GB/s", peak, bandwidth), false);
    double ridge = peak / bandwidth;
    roof.add(from, bandwidth * from);
    roof.add(ridge, peak);
    roof.add(to, peak);
    return new XYSeriesCollection(roof);
  }

  private static XYSeriesCollection points(Map<String, List<Point>> points) {
    XYSeriesCollection data = new XYSeriesCollection();
    points.forEach(
        (net, layers) -> {
          XYSeries series = new XYSeries(net, false, true);
          layers.forEach(layer -> series.add(layer.intensity(), layer.gflops()));
          data.addSeries(series);
        });
    return data;
  }

  private static LogAxis axis(String label, double from, double to) {
    LogAxis axis = new LogAxis(label);
    Style.dress(axis);
    axis.setNumberFormatOverride(
        new DecimalFormat(NUMBER, DecimalFormatSymbols.getInstance(Locale.ROOT)));
    axis.setRange(from, to);
    axis.setMinorTickMarksVisible(false);
    axis.setBase(2);
    axis.setTickUnit(new NumberTickUnit(1));
    return axis;
  }

  private static XYLineAndShapeRenderer roofRenderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, Style.INK);
    renderer.setSeriesStroke(0, new BasicStroke(2));
    return renderer;
  }

  private static XYLineAndShapeRenderer pointRenderer(int series) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setDrawOutlines(false);
    for (int i = 0; i < series; i++) {
      renderer.setSeriesPaint(i, Style.colour(i));
      renderer.setSeriesShape(i, Style.mark(i));
    }
    return renderer;
  }
}
