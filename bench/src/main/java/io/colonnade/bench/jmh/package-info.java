/**
 * JMH benchmarks of the passes, of lowering and of bare GEMM, on single layers.
 *
 * <p>Each counts its work, so that JMH prints a rate beside the time.
 */
@NullMarked
package io.colonnade.bench.jmh;

import org.jspecify.annotations.NullMarked;
