package io.colonnade.blas;

import java.util.Objects;

/** Sample texts of {@code /proc/cpuinfo}, the fields and flags that matter among some others. */
final class Cpus {
  static final String HASWELL = x86("GenuineIntel", 6, 60, "Intel(R) Core(TM) i7-4770", "");

  static final String ZEN_3 = x86("AuthenticAMD", 25, 33, "AMD Ryzen 9 5950X", "");

  static final String SKYLAKE_X =
      x86(
          "GenuineIntel",
          6,
          85,
          "Intel(R) Core(TM) i9-7900X",
          "avx512f avx512dq avx512cd avx512bw avx512vl");

  static final String SAPPHIRE_RAPIDS =
      x86(
          "GenuineIntel",
          6,
          143,
          "Intel(R) Xeon(R) Platinum 8480+",
          "avx512f avx512dq avx512ifma avx512cd avx512bw avx512vl avx_vnni avx512_bf16 avx512_fp16"
              + " amx_bf16 amx_tile amx_int8");

  static final String ZEN_4 =
      x86(
          "AuthenticAMD",
          25,
          97,
          "AMD Ryzen 9 7950X",
          "avx512f avx512dq avx512ifma avx512cd avx512bw avx512vl avx512_bf16 avx512_vnni");

  static final String ZEN_5 =
      x86(
          "AuthenticAMD",
          26,
          68,
          "AMD Ryzen 9 9950X",
          "avx512f avx512dq avx512ifma avx512cd avx512bw avx512vl avx_vnni avx512_bf16"
              + " avx512_vp2intersect");

  /** AVX-512 of the first generation: without the extensions that Skylake-X brought. */
  static final String KNIGHTS_LANDING =
      x86(
          "GenuineIntel",
          6,
          87,
          "Intel(R) Xeon Phi(TM) 7250",
          "avx512f avx512pf avx512er avx512cd");

  /** A virtual machine that calls its CPU a Skylake desktop, which never had AVX-512. */
  static final String DISGUISED =
      x86(
          "GenuineIntel",
          6,
          94,
          "Intel Core Processor (Skylake)",
          "avx512f avx512dq avx512cd avx512bw avx512vl");

  static final String NEOVERSE =
      """
      processor\t: 0
      BogoMIPS\t: 243.75
      Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp sve
      CPU implementer\t: 0x41
      CPU architecture: 8
      CPU part\t: 0xd40
      """;

  private Cpus() {}

  static CpuInfo parse(String text) {
    return Objects.requireNonNull(CpuInfo.parse(text));
  }

  private static String x86(String vendor, int family, int model, String name, String flags) {
    return """
        processor\t: 0
        vendor_id\t: %s
        cpu family\t: %d
        model\t\t: %d
        model name\t: %s
        stepping\t: 1
        cache size\t: 1024 KB
        fpu\t\t: yes
        flags\t\t: fpu vme de pse sse sse2 ht fma movbe avx f16c bmi1 avx2 bmi2 erms %s
        bugs\t\t: sysret_ss_attrs spectre_v1 spectre_v2
        address sizes\t: 48 bits physical, 48 bits virtual
        """
        .formatted(vendor, family, model, name, flags);
  }
}
