/**
 * Measures how fast backends compute layers, beside the ceiling that bare GEMM sets.
 *
 * <p>Everything compared in one layer is a {@link io.colonnade.bench.throughput.Contender}; the
 * {@link io.colonnade.bench.throughput.Sampler} warms all of them up and then samples them in turn,
 * in rotating order, so that what the machine does meanwhile befalls all alike. {@link
 * io.colonnade.bench.throughput.LayerBenchmark} puts a layer's contenders together.
 */
@NullMarked
package io.colonnade.bench.throughput;

import org.jspecify.annotations.NullMarked;
