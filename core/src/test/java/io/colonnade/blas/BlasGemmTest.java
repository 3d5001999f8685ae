package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic of every provider that can be had. */
class BlasGemmTest {

  @ParameterizedTest
  @ValueSource(strings = {"native", "java"})
  void equalsTheTripleLoop(String provider) {
    GemmCheck.check(Blas.of(provider));
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "java"})
  void emptySumsAreZeroAndEmptyMatricesAreLeftAlone(String provider) {
    Blas blas = Blas.of(provider);
    GemmCheck.check(blas, 4, 3, 0);
    GemmCheck.check(blas, 0, 3, 5);
    GemmCheck.check(blas, 4, 0, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "java"})
  void nanAndInfinityPropagateThroughZeros(String provider) {
    GemmCheck.checkPropagation(Blas.of(provider));
  }

  @Test
  void javaWithTheVectorApi() throws Exception {
    var result =
        ChildJvm.of(Child.class)
            .option("--add-modules=jdk.incubator.vector")
            .option("-Dcolonnade.blas=java")
            .run();
    assertEquals(List.of("java-VectorBLAS"), result.out());
  }

  @Test
  void otherKernelsOfOpenBlas() throws Exception {
    String core = ChildJvm.otherCore();
    var result = ChildJvm.of(Child.class).environment(CoreType.VARIABLE, core).run();
    assertEquals(1, result.out().size());
    assertEquals(core, result.out().get(0).replaceFirst("openblas-[0-9.]+-", ""));
  }

  /** Checks the default BLAS of its JVM. */
  static final class Child {
    public static void main(String[] args) {
      Blas blas = Blas.getDefault();
      GemmCheck.check(blas);
      GemmCheck.checkPropagation(blas);
      System.out.println(blas.identity());
    }
  }
}
