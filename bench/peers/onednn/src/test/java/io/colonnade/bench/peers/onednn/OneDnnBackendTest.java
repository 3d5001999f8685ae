package io.colonnade.bench.peers.onednn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems on which the library ends the process, or is wrong. */
class OneDnnBackendTest {

  private static boolean supports(String problem) {
    return new OneDnnBackend()
        .supports(ConvolutionProblem.parse(problem), Pass.FORWARD, DataType.FLOAT32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n3_c2_f2_i8x1_k1x1_s1x2_p2:0x1:3",
        "n1_c1_f4_i2_k1_p1:2",
        "n1_c3_f7_i4_k1_s2_p0:1",
        "n1_c1_f1_i5x5_k3x3_s2_d2",
        "n1_c1_f1_i2x2_k3x3_p1"
      })
  void areDenied(String problem) {
    assertFalse(supports(problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c3_f64_i224x224_k7x7_s2_p3",
        "n1_c64_f64_i56x56_k3x3_p1",
        "n1_c64_f256_i56x56_k1x1_s2",
        "n1_c2048_f512_i7x7_k1x1_s2_p3",
        "n1_c4_f4_i8x7_k1x1_p2x0"
      })
  void areSupported(String problem) {
    assertTrue(supports(problem));
  }
}
