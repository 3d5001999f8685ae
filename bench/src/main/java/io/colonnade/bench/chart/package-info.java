/** Draws a {@link io.colonnade.bench.report.Report} as a chart, in SVG or PNG. */
@NullMarked
package io.colonnade.bench.chart;

import org.jspecify.annotations.NullMarked;
