/**
 * The command line of the benchmark: {@link io.colonnade.bench.Main} and its commands.
 *
 * <p>{@link io.colonnade.bench.layers} says what is measured, {@link io.colonnade.bench.throughput}
 * measures it, {@link io.colonnade.bench.report} and {@link io.colonnade.bench.chart} tell the
 * outcome, {@link io.colonnade.bench.jmh} holds the JMH benchmarks. Backends are known by {@link
 * io.colonnade.ConvolutionBackend} only.
 */
@NullMarked
package io.colonnade.bench;

import org.jspecify.annotations.NullMarked;
