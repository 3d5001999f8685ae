package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where the figures were measured.
 *
 * @param cpu the processor's model name
 * @param cores logical cores that the process may use
 * @param os operating system, version and architecture
 * @param jdk virtual machine, vendor and version
 * @param blas which BLAS computes the GEMMs of the engine and of the ceiling
 * @param date when measuring began, in UTC, as ISO 8601 has it; of reports that were joined the
 *     first and the last
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Environment(String cpu, int cores, String os, String jdk, String blas, String date) {

  /** This process, now, with {@code blas}. */
  public static Environment current(String blas) {
    return new Environment(
        Processor.model(),
        Runtime.getRuntime().availableProcessors(),
        "%s %s %s".formatted(property("os.name"), property("os.version"), property("os.arch")),
        "%s %s %s"
            .formatted(
                property("java.vm.name"), property("java.vendor"), property("java.vm.version")),
        blas,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** The environment in lines of text. */
  List<String> lines() {
    return List.of(
        "CPU: %s; %d logical cores".formatted(cpu, cores),
        "JDK: " + jdk,
        "OS: " + os,
        "BLAS: " + blas);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
