package io.colonnade.blas;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose kernels OpenBLAS runs: decided before it is loaded, because it decides while it is loaded
 * and never again.
 *
 * <p>OpenBLAS 0.3.31 picks its kernels by vendor, family and model ({@code
 * driver/others/dynamic.c}). A model that it does not know should get kernels by CPU features, but
 * AVX-512 has been seen to be overlooked then (Zen 5, OpenBLAS issue 6029), and virtual machines
 * report models of old that never had AVX-512. So where the CPU has AVX-512 and OpenBLAS has no
 * entry for it, OpenBLAS's environment variable names the kernels: {@code SkylakeX}, which every
 * such CPU can run; OpenBLAS's later ones differ from it in bfloat16 only.
 *
 * <p>A value that the environment has is left alone: there may be a reason for it. Where it costs
 * AVX-512 that is said, and the property, which is meant for this library, overrules it.
 *
 * @param forced the value for {@value #VARIABLE} while the library is loaded, or {@code null} to
 *     leave the environment alone
 * @param reason who chooses, and why
 * @param expectsAvx512 whether anything but AVX-512 kernels would be a disappointment
 */
record CoreType(@Nullable String forced, String reason, boolean expectsAvx512) {
  static final String VARIABLE = "OPENBLAS_CORETYPE";
  static final String PROPERTY = "colonnade.blas.coretype";
  static final String AVX512_CORE = "SkylakeX";
  private static final String AUTO = "auto";
  private static final String OFF = "off";

  private static final Set<String> AVX512_CORES =
      Set.of(AVX512_CORE, "Cooperlake", "SapphireRapids");

  /** Models of Intel's family 6 whose AVX-512 OpenBLAS knows of: Skylake-X to Sapphire Rapids. */
  private static final Set<Integer> INTEL_MODELS =
      Set.of(85, 106, 108, 125, 126, 140, 141, 143, 151, 154, 167);

  /** Zen 3 and Zen 4. */
  private static final int AMD_FAMILY = 0x19;

  /** The choice for this machine and this process's environment and properties. */
  static CoreType ofThisMachine() {
    return choose(
        CpuInfo.ofThisMachine(), System.getenv(VARIABLE), System.getProperty(PROPERTY, AUTO));
  }

  /**
   * The choice.
   *
   * @param cpu the CPU, or {@code null} if it was not examined
   * @param environment what {@value #VARIABLE} is set to, or {@code null}
   * @param property the value of {@value #PROPERTY}: {@code auto}, {@code off} or a core's name
   */
  static CoreType choose(@Nullable CpuInfo cpu, @Nullable String environment, String property) {
    if (!property.matches("\\w+")) {
      throw new IllegalArgumentException(
          "%s=%s: must be %s, %s or the name of a core of OpenBLAS, such as %s"
              .formatted(PROPERTY, property, AUTO, OFF, AVX512_CORE));
    }
    boolean avx512 = cpu != null && cpu.hasAvx512();
    if (!property.equals(AUTO) && !property.equals(OFF)) {
      return new CoreType(property, "as %s=%s".formatted(PROPERTY, property), false);
    }
    if (environment != null) {
      return new CoreType(
          null, "%s=%s in the environment".formatted(VARIABLE, environment), avx512);
    }
    if (cpu == null) {
      return new CoreType(
          null, "OpenBLAS's own choice; the CPU is examined on Linux x86-64 only", false);
    }
    if (!avx512) {
      return new CoreType(null, "OpenBLAS's own choice; " + cpu + " has no AVX-512", false);
    }
    if (knownToOpenBlas(cpu)) {
      return new CoreType(null, "OpenBLAS's own choice; it knows " + cpu, true);
    }
    if (property.equals(OFF)) {
      return new CoreType(
          null, "OpenBLAS's own choice, as " + PROPERTY + "=off; it does not know " + cpu, true);
    }
    return new CoreType(
        AVX512_CORE,
        "set before loading, for OpenBLAS does not know %s, which has AVX-512".formatted(cpu),
        true);
  }

  private static boolean knownToOpenBlas(CpuInfo cpu) {
    return switch (cpu.vendor()) {
      case "GenuineIntel" -> cpu.family() == 6 && INTEL_MODELS.contains(cpu.model());
      case "AuthenticAMD" -> cpu.family() == AMD_FAMILY;
      default -> false;
    };
  }

  /** Whether {@code core}, by OpenBLAS's name, falls short of what this CPU can run. */
  boolean disappointedBy(String core) {
    return expectsAvx512 && !AVX512_CORES.contains(core);
  }

  /** Whether {@code core}, by OpenBLAS's name, is another than it was told to run. */
  boolean isRefusedBy(String core) {
    return forced != null && !forced.equalsIgnoreCase(core);
  }
}
