/**
 * What a measurement has to say, in three forms: {@link io.colonnade.bench.report.TextTable a
 * table} for the terminal, {@link io.colonnade.bench.report.JsonReport JSON} for programs, and a
 * chart ({@link io.colonnade.bench.chart}).
 *
 * <p>All are made from {@link io.colonnade.bench.report.Report}, which holds figures only.
 */
@NullMarked
package io.colonnade.bench.report;

import org.jspecify.annotations.NullMarked;
