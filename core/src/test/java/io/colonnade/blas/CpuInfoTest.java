package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CpuInfoTest {

  @Test
  void readsTheFirstCpu() {
    CpuInfo cpu = Cpus.parse(Cpus.ZEN_5 + "\n" + Cpus.HASWELL);
    assertEquals("AuthenticAMD", cpu.vendor());
    assertEquals(26, cpu.family());
    assertEquals(68, cpu.model());
    assertTrue(cpu.flags().contains("avx512_vp2intersect"));
    assertFalse(cpu.flags().contains("spectre_v1"));
    assertEquals("AuthenticAMD family 26 model 68", cpu.toString());
  }

  @Test
  void avx512MeansTheSetOfSkylakeX() {
    assertTrue(Cpus.parse(Cpus.SKYLAKE_X).hasAvx512());
    assertTrue(Cpus.parse(Cpus.SAPPHIRE_RAPIDS).hasAvx512());
    assertTrue(Cpus.parse(Cpus.ZEN_4).hasAvx512());
    assertTrue(Cpus.parse(Cpus.ZEN_5).hasAvx512());
    assertFalse(Cpus.parse(Cpus.HASWELL).hasAvx512());
    assertFalse(Cpus.parse(Cpus.ZEN_3).hasAvx512());
    assertFalse(Cpus.parse(Cpus.KNIGHTS_LANDING).hasAvx512());
  }

  @Test
  void otherTextsAreNoX86() {
    assertNull(CpuInfo.parse(Cpus.NEOVERSE));
    assertNull(CpuInfo.parse(""));
    assertNull(CpuInfo.parse("vendor_id\t: GenuineIntel\n"));
  }
}
