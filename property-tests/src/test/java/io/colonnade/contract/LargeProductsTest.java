package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.blas.Blas;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.Window;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Problems too large for the whole contract: their matrix products are split along filters,
 * positions and terms, on every machine, as the BLAS says that it is one for which that is done.
 */
class LargeProductsTest {
  private static final long SPLIT_FROM = 1_000_000;

  private static final List<ContractProperty> PROPERTIES =
      ConvolutionContract.properties().stream()
          .filter(
              property ->
                  property.name().endsWith(": equals the loops on integers")
                      || property.name().endsWith(": accumulate adds the whole result"))
          .toList();

  @Property(tries = 12, seed = "5")
  void splitProductsEqualTheLoops(
      @ForAll("problems") ConvolutionProblem problem,
      @ForAll("backends") ConvolutionBackend backend,
      @ForAll("types") DataType<?> type,
      @ForAll long seed) {
    assertEquals(8, PROPERTIES.size());
    assertTrue(problem.flops() / 2 > SPLIT_FROM);
    ContractReport report =
        new ConvolutionContract(backend, PlanOptions.defaults())
            .check(PROPERTIES, problem, type, seed);
    report.throwIfFailed();
    assertEquals(List.of(), report.with(Outcome.SKIPPED));
    for (String algorithm : backend.algorithms()) {
      new ConvolutionContract(backend, PlanOptions.defaults().withAlgorithm(algorithm))
          .check(PROPERTIES, problem, type, seed)
          .throwIfFailed();
    }
  }

  @Provide
  Arbitrary<ConvolutionBackend> backends() {
    Blas java = Blas.of("java");
    return Arbitraries.of(
        ConvolutionBackend.named("gemm"),
        new GemmBackend(new RenamedBlas(java, "openblas-SkylakeX")));
  }

  @Provide
  Arbitrary<DataType<?>> types() {
    return Arbitraries.of(DataType.all());
  }

  @Provide
  Arbitrary<ConvolutionProblem> problems() {
    return Arbitraries.randomValue(random -> large(new SplittableRandom(random.nextLong())));
  }

  private static ConvolutionProblem large(SplittableRandom random) {
    boolean pointwise = random.nextBoolean();
    long kernel = pointwise ? 1 : 3;
    long padding = pointwise ? 0 : random.nextInt(2);
    Axis height = Axis.floor(random.nextInt(13, 18), kernel, 1, padding, padding, 1);
    Axis width = Axis.floor(random.nextInt(13, 18), kernel, 1, padding, padding, 1);
    long channels = pointwise ? random.nextInt(75, 140) : random.nextInt(9, 16);
    long filters = random.nextInt(129, 200);
    return new ConvolutionProblem(1, channels, filters, 1, new Window(List.of(height, width)))
        .withLayouts(
            random.nextBoolean() ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST,
            random.nextBoolean() ? FilterLayout.FILTERS_FIRST : FilterLayout.FILTERS_LAST);
  }
}
