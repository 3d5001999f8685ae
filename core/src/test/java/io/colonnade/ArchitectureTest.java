package io.colonnade;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the packages of this module, and its public face. */
class ArchitectureTest {

  /** Packages that users may see; all others stay inside the module. */
  private static final Set<String> EXPORTED =
      Set.of(
          "io.colonnade",
          "io.colonnade.blas",
          "io.colonnade.columns",
          "io.colonnade.geometry",
          "io.colonnade.gemm",
          "io.colonnade.pooling",
          "io.colonnade.reference",
          "io.colonnade.transposed");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(ConvolutionBackend.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void packagesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("geometry")
        .definedBy("io.colonnade.geometry")
        .layer("seam")
        .definedBy("io.colonnade")
        .layer("blas")
        .definedBy("io.colonnade.blas")
        .layer("reference")
        .definedBy("io.colonnade.reference")
        .layer("parallel")
        .definedBy("io.colonnade.parallel")
        .layer("numeric")
        .definedBy("io.colonnade.numeric")
        .layer("lowering")
        .definedBy("io.colonnade.lowering")
        .layer("pooling")
        .definedBy("io.colonnade.pooling")
        .layer("arguments")
        .definedBy("io.colonnade.arguments")
        .layer("columns")
        .definedBy("io.colonnade.columns")
        .layer("transposed")
        .definedBy("io.colonnade.transposed")
        .layer("winograd")
        .definedBy("io.colonnade.winograd")
        .layer("gemm")
        .definedBy("io.colonnade.gemm..")
        .whereLayer("geometry")
        .mayNotAccessAnyLayer()
        .whereLayer("arguments")
        .mayNotAccessAnyLayer()
        .whereLayer("columns")
        .mayOnlyAccessLayers("arguments", "geometry", "seam", "numeric", "lowering")
        .whereLayer("transposed")
        .mayOnlyAccessLayers("arguments", "geometry", "seam", "numeric", "parallel")
        .whereLayer("blas")
        .mayNotAccessAnyLayer()
        .whereLayer("parallel")
        .mayNotAccessAnyLayer()
        .whereLayer("seam")
        .mayOnlyAccessLayers("arguments", "geometry")
        .whereLayer("reference")
        .mayOnlyAccessLayers("geometry", "seam")
        .whereLayer("pooling")
        .mayOnlyAccessLayers("arguments", "geometry", "seam", "numeric", "parallel")
        .whereLayer("numeric")
        .mayOnlyAccessLayers("seam", "blas")
        .whereLayer("lowering")
        .mayOnlyAccessLayers("geometry", "seam", "numeric")
        .whereLayer("winograd")
        .mayOnlyAccessLayers("geometry", "seam", "numeric")
        .whereLayer("gemm")
        .mayNotBeAccessedByAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .check(CLASSES);
  }

  @Test
  void algorithmsKnowWhatTheyShareAndNotEachOther() {
    slices()
        .matching("io.colonnade.gemm.(*)")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAPackage("io.colonnade.gemm.pass"))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.colonnade.gemm.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.colonnade.gemm")
        .check(CLASSES);
  }

  @Test
  void onlyBlasKnowsTheNativeLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.colonnade.blas")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.ludovic.netlib..", "com.sun.jna..", "org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void moduleExportsThePublicPackagesAndNoOther() {
    ModuleDescriptor module = ConvolutionBackend.class.getModule().getDescriptor();
    Set<String> exported =
        module.exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    Set<String> expected = new TreeSet<>(module.packages());
    expected.retainAll(EXPORTED);
    assertEquals(expected, new TreeSet<>(exported));
  }
}
