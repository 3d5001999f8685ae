package io.colonnade.bench.peers.netlib;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.bench.throughput.Gemm;
import io.colonnade.columns.Im2Col;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lowers one image after another, whole, and multiplies group by group. */
final class NetlibPlan<A> extends ConvolutionPlan<A> {
  private final Im2Col<A> image;
  private final Gemm<A> gemm;
  private final Queue<ColumnsWorkspace<A>> pool = new ConcurrentLinkedQueue<>();
  private final int images;
  private final int groups;
  private final int filters;
  private final int depth;
  private final int positions;
  private final int xImage;
  private final int yImage;

  NetlibPlan(ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    super(problem, type, options);
    this.image = new Im2Col<>(problem.withBatch(1), type);
    this.gemm = Gemm.of(OpenBlas.blas(), type);
    this.images = Math.toIntExact(problem.batch());
    this.groups = Math.toIntExact(problem.groups());
    this.filters = Math.toIntExact(problem.filtersPerGroup());
    this.depth = Math.toIntExact(problem.depth());
    this.positions = Math.toIntExact(problem.window().outputSize());
    this.xImage = Math.toIntExact(problem.xSize() / images);
    this.yImage = Math.toIntExact(problem.ySize() / images);
  }

  @Override
  public Explanation explain(Pass pass) {
    return new Explanation(
        pass,
        NetlibBackend.IM2COL,
        "the only algorithm, on " + OpenBlas.identity(),
        pass == Pass.BACKWARD_BIAS ? 0 : (long) image.columnsSize() * type().bytes(),
        true,
        List.of());
  }

  @Override
  public Workspace newWorkspace() {
    return new ColumnsWorkspace<>(type(), image.columnsSize());
  }

  @Override
  protected void runForward(
      A x,
      int xOffset,
      A w,
      int wOffset,
      @Nullable A bias,
      int biasOffset,
      A y,
      int yOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    withColumns(
        workspace,
        columns -> {
          for (int n = 0; n < images; n++) {
            int to = yOffset + n * yImage;
            image.im2col(x, xOffset + n * xImage, columns, 0);
            for (int g = 0; g < groups; g++) {
              gemm.run(
                  false,
                  false,
                  filters,
                  positions,
                  depth,
                  w,
                  wOffset + g * filters * depth,
                  depth,
                  columns,
                  g * depth * positions,
                  positions,
                  accumulate,
                  y,
                  to + g * filters * positions,
                  positions);
            }
            if (bias != null) {
              addBias(bias, biasOffset, y, to);
            }
          }
        });
  }

  private void addBias(A bias, int biasOffset, A y, int yOffset) {
    for (int i = 0; i < yImage; i++) {
      double b = type().get(bias, biasOffset + i / positions);
      type().set(y, yOffset + i, type().get(y, yOffset + i) + b);
    }
  }

  @Override
  protected void runBackwardData(
      A dy,
      int dyOffset,
      A w,
      int wOffset,
      A dx,
      int dxOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    WriteMode mode = accumulate ? WriteMode.ACCUMULATE : WriteMode.OVERWRITE;
    withColumns(
        workspace,
        columns -> {
          for (int n = 0; n < images; n++) {
            for (int g = 0; g < groups; g++) {
              gemm.run(
                  true,
                  false,
                  depth,
                  positions,
                  filters,
                  w,
                  wOffset + g * filters * depth,
                  depth,
                  dy,
                  dyOffset + n * yImage + g * filters * positions,
                  positions,
                  false,
                  columns,
                  g * depth * positions,
                  positions);
            }
            image.col2im(columns, 0, dx, dxOffset + n * xImage, mode);
          }
        });
  }

  @Override
  protected void runBackwardWeights(
      A x,
      int xOffset,
      A dy,
      int dyOffset,
      A dw,
      int dwOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    withColumns(
        workspace,
        columns -> {
          for (int n = 0; n < images; n++) {
            image.im2col(x, xOffset + n * xImage, columns, 0);
            for (int g = 0; g < groups; g++) {
              gemm.run(
                  false,
                  true,
                  filters,
                  depth,
                  positions,
                  dy,
                  dyOffset + n * yImage + g * filters * positions,
                  positions,
                  columns,
                  g * depth * positions,
                  positions,
                  accumulate || n > 0,
                  dw,
                  dwOffset + g * filters * depth,
                  depth);
            }
          }
        });
  }

  @Override
  protected void runBackwardBias(
      A dy, int dyOffset, A db, int dbOffset, boolean accumulate, @Nullable Workspace workspace) {
    for (int f = 0; f < groups * filters; f++) {
      double sum = accumulate ? type().get(db, dbOffset + f) : 0;
      for (int n = 0; n < images; n++) {
        int from = dyOffset + n * yImage + f * positions;
        for (int o = 0; o < positions; o++) {
          sum += type().get(dy, from + o);
        }
      }
      type().set(db, dbOffset + f, sum);
    }
  }

  private void withColumns(@Nullable Workspace workspace, Consumer<A> pass) {
    ColumnsWorkspace<A> own = workspace == null ? take() : given(workspace);
    A columns = own.begin();
    try {
      OpenBlas.setThreads(options().threads());
      pass.accept(columns);
    } finally {
      own.end();
      if (workspace == null) {
        pool.add(own);
      }
    }
  }

  private ColumnsWorkspace<A> take() {
    ColumnsWorkspace<A> free = pool.poll();
    return free == null ? new ColumnsWorkspace<>(type(), image.columnsSize()) : free;
  }

  private ColumnsWorkspace<A> given(Workspace workspace) {
    long bytes = (long) image.columnsSize() * type().bytes();
    if (!(workspace instanceof ColumnsWorkspace<?> own)
        || own.type() != type()
        || own.bytes() < bytes) {
      throw new IllegalArgumentException(
          "workspace=%s: must come from newWorkspace() of this backend for %s, with %d bytes"
              .formatted(workspace, type(), bytes));
    }
    @SuppressWarnings("unchecked") // same data type, same array type
    ColumnsWorkspace<A> typed = (ColumnsWorkspace<A>) own;
    return typed;
  }
}
