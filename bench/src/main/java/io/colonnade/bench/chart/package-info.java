/**
 * Draws charts: a {@link io.colonnade.bench.report.Report} of one condition as a file, in SVG or
 * PNG ({@link io.colonnade.bench.chart.ChartFile}), and the {@link
 * io.colonnade.bench.chart.Figure}s of a page.
 */
@NullMarked
package io.colonnade.bench.chart;

import org.jspecify.annotations.NullMarked;
