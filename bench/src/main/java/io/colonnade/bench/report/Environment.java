package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Where the figures were measured.
 *
 * @param cpu the processor's model name
 * @param cores logical cores that the process may use
 * @param os operating system, version and architecture
 * @param jdk virtual machine, vendor and version
 * @param threads threads of one call
 * @param blas which BLAS computes the GEMMs
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Environment(String cpu, int cores, String os, String jdk, int threads, String blas) {

  /** This process, with {@code threads} threads a call on {@code blas}. */
  public static Environment current(int threads, String blas) {
    return new Environment(
        Processor.model(),
        Runtime.getRuntime().availableProcessors(),
        "%s %s %s".formatted(property("os.name"), property("os.version"), property("os.arch")),
        "%s %s %s"
            .formatted(
                property("java.vm.name"), property("java.vendor"), property("java.vm.version")),
        threads,
        blas);
  }

  /** The environment in lines of text. */
  List<String> lines() {
    return List.of(
        "CPU: %s; %d of %d logical cores used".formatted(cpu, threads, cores),
        "JDK: " + jdk,
        "OS: " + os,
        "BLAS: " + blas);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
