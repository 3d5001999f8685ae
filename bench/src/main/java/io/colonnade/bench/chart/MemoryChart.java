package io.colonnade.bench.chart;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/** A bar of MiB for each backend, with its number behind it. */
public final class MemoryChart {
  private static final int WIDTH = 620;
  private static final int AXIS = 56;
  private static final int ROW = 30;
  private static final double ROOM_FOR_NUMBERS = 0.15;

  private MemoryChart() {}

  /**
   * The figure.
   *
   * @param label what is shown
   * @param mebibytes by backend, in the order in which they are shown, at least one
   */
  public static Figure of(String label, Map<String, Double> mebibytes) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    mebibytes.forEach((backend, size) -> data.addValue(size, label, backend));
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, Style.BAR);
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator(
            "{2}", NumberFormat.getIntegerInstance(Locale.ROOT)));
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    renderer.setDefaultItemLabelFont(Style.LABEL);
    renderer.setDefaultItemLabelPaint(Style.INK);
    renderer.setDefaultItemLabelsVisible(true);
    CategoryPlot plot = new CategoryPlot(data, Style.names(null), Style.numbers(label), renderer);
    plot.getRangeAxis().setUpperMargin(ROOM_FOR_NUMBERS);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setRangeGridlineStroke(Style.line(1));
    return new Figure(Style.chart(plot, false), WIDTH, AXIS + ROW * mebibytes.size());
  }
}
