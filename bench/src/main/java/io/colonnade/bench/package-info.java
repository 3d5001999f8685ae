/** Throughput of convolution backends across shapes: command line and benchmarks. */
@NullMarked
package io.colonnade.bench;

import org.jspecify.annotations.NullMarked;
