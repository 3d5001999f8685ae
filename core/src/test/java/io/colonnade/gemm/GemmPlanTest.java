package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Explanation.Alternative;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan promises beside the right numbers. */
class GemmPlanTest {
  private static final ConvolutionProblem PROBLEM =
      ConvolutionProblem.parse("n2_c8_f16_g2_i20x21_k3x3_s1x2_p1");
  private static final GemmBackend BACKEND = new GemmBackend();

  private final float[] x = random(PROBLEM.xSize(), 1);
  private final float[] w = random(PROBLEM.wSize(), 2);
  private final float[] bias = random(PROBLEM.filters(), 3);
  private final float[] y = random(PROBLEM.ySize(), 4);

  @Test
  void manyThreadsUseOnePlan() throws Exception {
    ConvolutionPlan<float[]> plan =
        BACKEND.plan(PROBLEM, DataType.FLOAT32, PlanOptions.defaults().withThreads(2));
    float[] want = new float[y.length];
    plan.forward(x, w, bias, want);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      Callable<float[]> call =
          () -> {
            float[] got = new float[want.length];
            for (int i = 0; i < 50; i++) {
              Arrays.fill(got, Float.NaN);
              plan.forward(x, w, bias, got);
              assertArrayEquals(want, got);
            }
            return got;
          };
      for (var result : callers.invokeAll(IntStream.range(0, 4).mapToObj(i -> call).toList())) {
        assertArrayEquals(want, result.get());
      }
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void anExecutorThatNeverRunsOrRejectsDoesNotHoldUpACall() {
    float[] want = new float[y.length];
    BACKEND.plan(PROBLEM, DataType.FLOAT32).forward(x, w, bias, want);
    PlanOptions two = PlanOptions.defaults().withThreads(2);
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    for (PlanOptions options :
        new PlanOptions[] {two.withExecutor(r -> {}), two.withExecutor(closed)}) {
      float[] got = new float[y.length];
      BACKEND.plan(PROBLEM, DataType.FLOAT32, options).forward(x, w, bias, got);
      assertArrayEquals(want, got, 1e-4f);
    }
  }

  @Test
  void runsOnTheUsersExecutor() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    PlanOptions options =
        PlanOptions.defaults()
            .withThreads(2)
            .withExecutor(
                r -> {
                  ran.countDown();
                  r.run();
                });
    BACKEND.plan(PROBLEM, DataType.FLOAT32, options).forward(x, w, bias, y);
    ran.await();
  }

  /** The executor's threads do all of the work, also what one task prepares. */
  @ParameterizedTest
  @CsvSource({"im2col, n2_c7_f40_i9x8_k3x3_p1", "winograd4, n1_c1_f4_i30x31_k3x3_p1"})
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void runsOnAnExecutorThatWaits(String algorithm, String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    float[] image = new float[(int) problem.xSize()];
    float[] kernels = new float[(int) problem.wSize()];
    Arrays.fill(image, 2);
    Arrays.fill(kernels, 3);
    AtomicInteger lent = new AtomicInteger();
    Executor waiting =
        helper -> {
          Thread thread = new Thread(helper);
          thread.start();
          lent.incrementAndGet();
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    PlanOptions options = PlanOptions.defaults().withAlgorithm(algorithm);
    for (int threads = 2; threads <= 4; threads++) {
      PlanOptions more = options.withThreads(threads);
      float[] want = new float[(int) problem.ySize()];
      float[] got = new float[want.length];
      BACKEND.plan(problem, DataType.FLOAT32, more).forward(image, kernels, null, want);
      BACKEND
          .plan(problem, DataType.FLOAT32, more.withExecutor(waiting))
          .forward(image, kernels, null, got);
      assertArrayEquals(want, got);
    }
    assertTrue(lent.get() >= 3);
  }

  @Test
  void aWorkspaceServesItsOwnPlanAndSmallerOnes() {
    ConvolutionPlan<float[]> plan = BACKEND.plan(PROBLEM, DataType.FLOAT32);
    ConvolutionPlan<float[]> smaller =
        BACKEND.plan(ConvolutionProblem.parse("n1_c40_f1_i5x5_k3x3"), DataType.FLOAT32);
    Workspace workspace = plan.newWorkspace();
    assertEquals(plan.workspaceBytes(), workspace.bytes());
    float[] want = new float[y.length];
    plan.forward(x, w, bias, want);
    float[] got = new float[y.length];
    plan.forward(x, 0, w, 0, bias, 0, got, 0, WriteMode.OVERWRITE, workspace);
    assertArrayEquals(want, got);
    smaller.forward(x, 0, w, 0, null, 0, got, 0, WriteMode.OVERWRITE, workspace);
    float[] before = got.clone();
    assertMessage(
        "workspace: has",
        () ->
            plan.forward(x, 0, w, 0, bias, 0, got, 0, WriteMode.OVERWRITE, smaller.newWorkspace()));
    assertMessage(
        "newWorkspace()",
        () -> plan.forward(x, 0, w, 0, bias, 0, got, 0, WriteMode.OVERWRITE, () -> 1L << 40));
    Workspace doubles = BACKEND.plan(PROBLEM, DataType.FLOAT64).newWorkspace();
    assertMessage(
        "newWorkspace()",
        () -> plan.forward(x, 0, w, 0, bias, 0, got, 0, WriteMode.OVERWRITE, doubles));
    assertArrayEquals(before, got);
  }

  @Test
  void aWorkspaceInUseIsRefused() {
    Workspace[] workspace = new Workspace[1];
    PlanOptions options =
        PlanOptions.defaults()
            .withThreads(2)
            .withExecutor(
                r -> {
                  ConvolutionPlan<float[]> other = BACKEND.plan(PROBLEM, DataType.FLOAT32);
                  float[] got = new float[y.length];
                  assertThrows(
                      IllegalStateException.class,
                      () ->
                          other.forward(
                              x, 0, w, 0, bias, 0, got, 0, WriteMode.OVERWRITE, workspace[0]));
                  r.run();
                });
    ConvolutionPlan<float[]> plan = BACKEND.plan(PROBLEM, DataType.FLOAT32, options);
    workspace[0] = plan.newWorkspace();
    plan.forward(x, 0, w, 0, bias, 0, y, 0, WriteMode.OVERWRITE, workspace[0]);
    plan.forward(x, 0, w, 0, bias, 0, y, 0, WriteMode.OVERWRITE, workspace[0]);
  }

  @Test
  void workspaceKeepsToItsLimit() {
    ConvolutionProblem large = ConvolutionProblem.parse("n4_c300_f8_i100x100_k5x5_p2");
    for (long limit : new long[] {1 << 10, 1 << 16, 1 << 20}) {
      for (int threads = 1; threads <= 3; threads++) {
        PlanOptions options = PlanOptions.defaults().withWorkspaceLimit(limit).withThreads(threads);
        for (DataType<?> type : DataType.all()) {
          long chosen = scratchBytes(BACKEND.plan(large, type, options));
          assertTrue(chosen <= threads * limit, chosen + " bytes for " + threads + " × " + limit);
          long bytes = scratchBytes(BACKEND.plan(large, type, options.withAlgorithm("im2col")));
          assertTrue(bytes <= threads * limit, bytes + " bytes for " + threads + " × " + limit);
          assertTrue(bytes > limit / 4, bytes + " bytes make little use of " + limit);
        }
      }
    }
  }

  private static long scratchBytes(ConvolutionPlan<?> plan) {
    return Arrays.stream(Pass.values())
        .map(plan::explain)
        .mapToLong(explanation -> explanation.workspaceBytes() - explanation.preparedBytes())
        .max()
        .orElseThrow();
  }

  @Test
  void preparedFiltersAreACopy() {
    ConvolutionPlan<float[]> plan = BACKEND.plan(PROBLEM, DataType.FLOAT32);
    float[] want = new float[y.length];
    plan.forward(x, w, bias, want);
    float[] wantDx = new float[x.length];
    plan.backwardData(y, w, wantDx);
    float[] shifted = new float[w.length + 3];
    System.arraycopy(w, 0, shifted, 3, w.length);
    var forward = plan.prepare(Pass.FORWARD, shifted, 3);
    var backward = plan.prepare(Pass.BACKWARD_DATA, shifted, 3);
    Arrays.fill(shifted, Float.NaN);
    float[] got = new float[y.length];
    plan.forward(x, forward, bias, got);
    assertArrayEquals(want, got);
    float[] gotDx = new float[x.length];
    plan.backwardData(y, backward, gotDx);
    assertArrayEquals(wantDx, gotDx);
    assertEquals(4L * w.length, forward.bytes());
    assertEquals(Pass.BACKWARD_DATA, backward.pass());
  }

  @Test
  void preparedFiltersAreForOnePassOfOnePlan() {
    ConvolutionPlan<float[]> plan = BACKEND.plan(PROBLEM, DataType.FLOAT32);
    ConvolutionPlan<float[]> other = BACKEND.plan(PROBLEM, DataType.FLOAT32);
    var forward = plan.prepare(Pass.FORWARD, w, 0);
    float[] out = y.clone();
    assertMessage("w: prepared for forward", () -> other.forward(x, forward, bias, out));
    assertMessage("w: prepared for forward", () -> plan.backwardData(y, forward, x.clone()));
    assertArrayEquals(y, out);
    assertMessage(
        "pass=backward-weights: must be one that reads filters",
        () -> plan.prepare(Pass.BACKWARD_WEIGHTS, w, 0));
    assertMessage("w: length=576, offset=1", () -> plan.prepare(Pass.FORWARD, w, 1));
  }

  @Test
  void explainsItsChoice() {
    Explanation pointwise =
        BACKEND
            .plan(ConvolutionProblem.parse("n1_c8_f8_i5x5_k1x1"), DataType.FLOAT32)
            .explain(Pass.FORWARD);
    assertEquals("pointwise", pointwise.algorithm());
    assertEquals(0, pointwise.workspaceBytes());
    Explanation lowered = BACKEND.plan(PROBLEM, DataType.FLOAT32).explain(Pass.BACKWARD_DATA);
    assertTrue(lowered.expectedNanos() > 0);
    assertTrue(
        lowered.others().stream()
            .filter(Alternative::applicable)
            .allMatch(other -> other.expectedNanos() >= lowered.expectedNanos()),
        lowered.toString());
    assertTrue(
        lowered.others().stream()
            .anyMatch(
                o ->
                    o.algorithm().equals("pointwise")
                        && !o.applicable()
                        && o.reason().contains("1×1")));
  }

  @Test
  void refusesWhatCannotBe() {
    PlanOptions options = PlanOptions.defaults();
    assertMessage(
        "algorithm=winograd: must be one of",
        () -> BACKEND.plan(PROBLEM, DataType.FLOAT32, options.withAlgorithm("winograd")));
    assertMessage(
        "algorithm=pointwise: does not apply to forward",
        () -> BACKEND.plan(PROBLEM, DataType.FLOAT32, options.withAlgorithm("pointwise")));
    ConvolutionProblem huge = ConvolutionProblem.parse("n1_c100000_f1_i200x200_k1x1");
    assertMessage("x of n1_c100000", () -> BACKEND.plan(huge, DataType.FLOAT32));
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.toString());
  }

  private static float[] random(long size, long seed) {
    Random random = new Random(seed);
    float[] array = new float[(int) size];
    for (int i = 0; i < size; i++) {
      array[i] = random.nextFloat() - 0.5f;
    }
    return array;
  }
}
