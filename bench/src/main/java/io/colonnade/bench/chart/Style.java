package io.colonnade.bench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/** What all charts of a page have in common: fonts, colours, marks, the look of axes. */
final class Style {
  /** All text but titles. */
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** Text, and the lines that carry meaning without belonging to a backend. */
  static final Color INK = new Color(0x222222);

  /** Lines that only guide the eye. */
  static final Color GRID = new Color(0xDDDDDD);

  /** Bars: the first colour, pale enough for marks and lines to be seen on it. */
  static final Color BAR = new Color(0x9CC8E8);

  private static final Color CLEAR = new Color(0, 0, 0, 0);
  private static final RectangleInsets WIDELY_SPACED = new RectangleInsets(2, 14, 2, 14);
  private static final BasicStroke THIN = new BasicStroke(1);

  /**
   * After Okabe and Ito 2008, for readers with any colour vision; the sky blue, which is that of
   * bars here, has given way to violet, and the yellow is darker, to be seen on white. Marks differ
   * in shape too.
   */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xE69F00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x8A56C2),
          new Color(0xD55E00),
          new Color(0xB3A100),
          new Color(0x888888));

  private static final List<Shape> MARKS =
      List.of(
          new Ellipse2D.Double(-4, -4, 8, 8),
          polygon(0, -5, 5, 0, 0, 5, -5, 0),
          new Rectangle2D.Double(-3.5, -3.5, 7, 7),
          polygon(0, -5, 4.5, 4, -4.5, 4),
          polygon(0, 5, 4.5, -4, -4.5, -4),
          cross(0),
          cross(Math.PI / 4),
          polygon(-4.5, 0, 4, -4.5, 4, 4.5));

  private Style() {}

  /** The colour of the backend or network that comes {@code index}-th on the page. */
  static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /** The mark of the backend or network that comes {@code index}-th on the page. */
  static Shape mark(int index) {
    return MARKS.get(index % MARKS.size());
  }

  /** A chart without a title or a background: both are the page's. */
  static JFreeChart chart(Plot plot, boolean legend) {
    plot.setBackgroundPaint(CLEAR);
    plot.setOutlineVisible(false);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    JFreeChart chart = new JFreeChart(null, null, plot, legend);
    chart.setBackgroundPaint(CLEAR);
    chart.setPadding(new RectangleInsets(4, 4, 4, 16));
    if (legend) {
      LegendTitle title = chart.getLegend();
      title.setPosition(RectangleEdge.TOP);
      title.setItemFont(LABEL);
      title.setItemPaint(INK);
      title.setBackgroundPaint(CLEAR);
      title.setBorder(0, 0, 0, 0);
      title.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
    }
    return chart;
  }

  /** An axis from zero on, unless it says otherwise. */
  static NumberAxis numbers(String label) {
    NumberAxis axis = new NumberAxis(label);
    dress(axis);
    axis.setUpperMargin(0.05);
    axis.setTickLabelInsets(WIDELY_SPACED);
    return axis;
  }

  /** An axis of names. */
  static CategoryAxis names(@Nullable String label) {
    CategoryAxis axis = new CategoryAxis(label);
    dress(axis);
    axis.setLowerMargin(0.005);
    axis.setUpperMargin(0.005);
    axis.setCategoryMargin(0.25);
    axis.setMaximumCategoryLabelWidthRatio(0.5f);
    axis.setTickMarksVisible(false);
    return axis;
  }

  /** Gives any axis the common look. */
  static void dress(Axis axis) {
    axis.setLabelFont(LABEL);
    axis.setTickLabelFont(LABEL);
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(GRID);
    axis.setTickMarkPaint(GRID);
    axis.setAxisLineStroke(THIN);
    axis.setTickMarkStroke(THIN);
  }

  /** A full line of {@code width}. */
  static BasicStroke line(float width) {
    return new BasicStroke(width);
  }

  private static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static Shape cross(double angle) {
    Shape plus =
        polygon(-5, -1, -1, -1, -1, -5, 1, -5, 1, -1, 5, -1, 5, 1, 1, 1, 1, 5, -1, 5, -1, 1, -5, 1);
    return AffineTransform.getRotateInstance(angle).createTransformedShape(plus);
  }
}
