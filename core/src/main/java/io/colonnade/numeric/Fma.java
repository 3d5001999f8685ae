package io.colonnade.numeric;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * {@code a·b + c}, rounded once where the CPU can. Vector loops have fewer operations so, of which
 * C2 then unrolls more. Without such an instruction {@link Math#fma(float, float, float)} computes
 * with {@link java.math.BigDecimal}, so it is left alone.
 */
final class Fma {
  private static final boolean FUSED = isFused();

  private Fma() {}

  static float fma(float a, float b, float c) {
    return FUSED ? Math.fma(a, b, c) : a * b + c;
  }

  static double fma(double a, double b, double c) {
    return FUSED ? Math.fma(a, b, c) : a * b + c;
  }

  /** Whether the JVM has an instruction for it; false where it does not say. */
  private static boolean isFused() {
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return bean != null && Boolean.parseBoolean(bean.getVMOption("UseFMA").getValue());
    } catch (IllegalArgumentException noSuchOption) {
      return false;
    }
  }
}
