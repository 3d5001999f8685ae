package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What the machine can do at most, as measured: the roof of a roofline.
 *
 * @param dtype {@code f32} or {@code f64}
 * @param threads the threads that ran at the same time
 * @param peakGflops 10⁹ flops a second of the fastest GEMM on matrices that stay in the cache
 * @param bandwidthGbytes 10⁹ bytes a second, read and written, of copying arrays that no cache
 *     holds
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Roof(String dtype, int threads, double peakGflops, double bandwidthGbytes) {

  /** One line. */
  @Override
  public String toString() {
    return "%s, %s: %.0f GFLOP/s in the cache, %.1f GB/s copied"
        .formatted(
            dtype, threads == 1 ? "1 thread" : threads + " threads", peakGflops, bandwidthGbytes);
  }
}
