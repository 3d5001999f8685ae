package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoreTypeTest {

  @Test
  void forcesAvx512WhereOpenBlasDoesNotKnowOfIt() {
    for (String text : List.of(Cpus.ZEN_5, Cpus.DISGUISED)) {
      CpuInfo cpu = Cpus.parse(text);
      CoreType choice = CoreType.choose(cpu, null, "auto");
      assertEquals("SkylakeX", choice.forced());
      assertTrue(choice.reason().contains(cpu.toString()), choice.reason());
      assertTrue(choice.disappointedBy("Haswell"));
      assertFalse(choice.disappointedBy("SkylakeX"));
    }
  }

  @Test
  void leavesOpenBlasAloneWhereItKnowsBetter() {
    for (String text : List.of(Cpus.SKYLAKE_X, Cpus.SAPPHIRE_RAPIDS, Cpus.ZEN_4)) {
      CpuInfo cpu = Cpus.parse(text);
      CoreType choice = CoreType.choose(cpu, null, "auto");
      assertNull(choice.forced());
      assertTrue(choice.reason().contains(cpu.toString()), choice.reason());
      assertTrue(choice.disappointedBy("Haswell"));
      assertFalse(choice.disappointedBy("SapphireRapids"));
      assertFalse(choice.disappointedBy("Cooperlake"));
    }
  }

  @Test
  void leavesOpenBlasAloneWithoutAvx512() {
    for (String text : List.of(Cpus.HASWELL, Cpus.ZEN_3, Cpus.KNIGHTS_LANDING)) {
      CoreType choice = CoreType.choose(Cpus.parse(text), null, "auto");
      assertNull(choice.forced());
      assertTrue(choice.reason().contains("no AVX-512"), choice.reason());
      assertFalse(choice.disappointedBy("Haswell"));
    }
  }

  @Test
  void leavesOpenBlasAloneWhereTheCpuIsUnknown() {
    CoreType choice = CoreType.choose(null, null, "auto");
    assertNull(choice.forced());
    assertFalse(choice.disappointedBy("Haswell"));
  }

  @Test
  void neverOverrulesTheEnvironment() {
    CoreType choice = CoreType.choose(Cpus.parse(Cpus.ZEN_5), "Haswell", "auto");
    assertNull(choice.forced());
    assertTrue(choice.reason().contains("OPENBLAS_CORETYPE=Haswell"), choice.reason());
    assertTrue(choice.disappointedBy("Haswell"));
    assertFalse(CoreType.choose(Cpus.parse(Cpus.ZEN_3), "Zen", "auto").disappointedBy("Zen"));
  }

  @Test
  void theCoreThatThePropertyNamesOverrulesTheEnvironment() {
    CoreType choice = CoreType.choose(Cpus.parse(Cpus.ZEN_5), "Haswell", "SkylakeX");
    assertEquals("SkylakeX", choice.forced());
    assertEquals("as colonnade.blas.coretype=SkylakeX", choice.reason());
    assertTrue(choice.isRefusedBy("Haswell"));
    assertFalse(choice.isRefusedBy("SkylakeX"));
  }

  @Test
  void aCoreThatThePropertyNamesDisappointsNobody() {
    assertFalse(CoreType.choose(Cpus.parse(Cpus.ZEN_5), null, "Haswell").disappointedBy("Haswell"));
  }

  @Test
  void canBeForbidden() {
    CoreType choice = CoreType.choose(Cpus.parse(Cpus.ZEN_5), null, "off");
    assertNull(choice.forced());
    assertTrue(choice.reason().contains("colonnade.blas.coretype=off"), choice.reason());
    assertTrue(choice.disappointedBy("Haswell"));
  }

  @Test
  void rejectsOtherSettings() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> CoreType.choose(null, null, "Skylake X"));
    assertEquals(
        "colonnade.blas.coretype=Skylake X: must be auto, off or the name of a core of OpenBLAS,"
            + " such as SkylakeX",
        e.getMessage());
  }
}
