package io.colonnade.gemm;

import io.colonnade.DataType;
import io.colonnade.blas.Blas;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.numeric.Arithmetic;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Times the kernels of one pass against each other: each is warmed up, then they take turns, and
 * the median counts.
 */
final class Race<A> {
  private static final long WARM_UP_NANOS = 40_000_000;
  private static final long SAMPLE_NANOS = 2_000_000;
  private static final int ROUNDS = 7;
  private static final int PERIOD = 17;

  private final Runner runner;
  private final DataType<A> type;
  private final Blas blas;
  private final boolean prepared;
  private final A x;
  private final A w;
  private final A y;

  /**
   * Allocates the tensors.
   *
   * @param prepared whether the time to prepare filters does not count
   */
  Race(Setting<A> setting, Runner runner, boolean prepared) {
    this.runner = runner;
    this.prepared = prepared;
    this.type = setting.arithmetic().type();
    this.blas = setting.multiplier().blas();
    ConvolutionProblem problem = setting.problem();
    this.x = tensor(problem.xSize());
    this.w = tensor(problem.wSize());
    this.y = tensor(problem.ySize());
  }

  /** Values whose products stay normal numbers. */
  private A tensor(long size) {
    A array = type.newArray((int) size);
    for (int i = 0; i < size; i++) {
      type.set(array, i, (i % PERIOD - PERIOD / 2) / (double) PERIOD);
    }
    return array;
  }

  /** The candidates with the times that were measured. */
  List<Candidate<A>> run(List<Candidate<A>> candidates) {
    List<Lane<A>> lanes =
        candidates.stream().map(c -> lane(Objects.requireNonNull(c.kernel()))).toList();
    for (int round = 0; round < ROUNDS; round++) {
      for (int turn = 0; turn < lanes.size(); turn++) {
        Lane<A> lane = lanes.get((round + turn) % lanes.size());
        lane.samples[round] = time(lane, lane.calls) / (double) lane.calls;
      }
    }
    return lanes.stream()
        .map(lane -> candidates.get(lanes.indexOf(lane)).withNanos(lane.median()))
        .toList();
  }

  /** A kernel, its call, and its samples. */
  private static final class Lane<A> {
    private final Kernel<A> kernel;
    private final Call<A> call;
    private final double[] samples = new double[ROUNDS];
    private int calls = 1;

    Lane(Kernel<A> kernel, Call<A> call) {
      this.kernel = kernel;
      this.call = call;
    }

    double median() {
      Arrays.sort(samples);
      return samples[ROUNDS / 2];
    }
  }

  private Lane<A> lane(Kernel<A> kernel) {
    GemmWorkspace<A> workspace = new GemmWorkspace<>(type, array(Runner.elements(kernel)));
    Call<A> call = workspace.begin().x(x, 0).y(y, 0).w(w, 0);
    Preparation<A> preparation = kernel.preparation();
    if (prepared && preparation != null) {
      AlignedArray<A> filters = array(preparation.elements());
      runner.prepare(preparation, w, 0, filters.array(), filters.start());
      call.prepared(filters.array(), filters.start());
    }
    Lane<A> lane = new Lane<>(kernel, call);
    long spent = 0;
    long last = 0;
    while (spent < WARM_UP_NANOS) {
      last = Math.max(1, time(lane, lane.calls));
      spent += last;
      lane.calls = last < SAMPLE_NANOS ? 2 * lane.calls : lane.calls;
    }
    return lane;
  }

  private AlignedArray<A> array(long elements) {
    return new AlignedArray<>(Arithmetic.of(type), blas, Math.toIntExact(elements));
  }

  private long time(Lane<A> lane, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      runner.run(lane.kernel, lane.call);
    }
    return System.nanoTime() - start;
  }
}
