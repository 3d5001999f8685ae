package io.colonnade.bench.report;

import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@link Workload#TRAINING} that were not measured as such: the sum of its three passes,
 * measured apart. Filters change with every step of a training, so there are none for prepared
 * filters.
 */
public final class TrainingRows {
  private TrainingRows() {}

  /** What the three rows of a layer and backend have in common. */
  private record Key(Conditions conditions, String layer, String backend) {}

  /**
   * A row for each backend and layer that has rows of all three passes in {@code results}, and none
   * of training.
   */
  public static List<Result> of(List<Result> results) {
    Map<Key, Map<Workload, Result>> rows = new LinkedHashMap<>();
    for (Result row : results) {
      if (row.conditions().filters() == Filters.EACH_CALL) {
        rows.computeIfAbsent(
                new Key(training(row.conditions()), row.layer(), row.backend()),
                key -> new LinkedHashMap<>())
            .put(row.conditions().pass(), row);
      }
    }
    List<Result> sums = new ArrayList<>();
    rows.forEach(
        (key, passes) -> {
          if (passes.size() == 3 && !passes.containsKey(Workload.TRAINING)) {
            sums.add(sum(key, List.copyOf(passes.values())));
          }
        });
    return sums;
  }

  private static Conditions training(Conditions pass) {
    return new Conditions(
        pass.net(),
        Workload.TRAINING,
        pass.dtype(),
        pass.batch(),
        pass.threads(),
        pass.mode(),
        pass.filters());
  }

  private static Result sum(Key key, List<Result> passes) {
    Result first = passes.get(0);
    Result decisive = passes.stream().filter(row -> !row.measured()).findFirst().orElse(first);
    long flops = passes.stream().mapToLong(Result::flops).reduce(0, Math::addExact);
    return new Result(
        key.conditions(),
        key.layer(),
        first.problem(),
        first.repeat(),
        flops,
        key.backend(),
        decisive.status(),
        decisive.message(),
        null,
        decisive.measured() ? figures(flops, passes) : Figures.NONE);
  }

  private static Figures figures(long flops, List<Result> passes) {
    double seconds =
        passes.stream().mapToDouble(row -> Objects.requireNonNull(row.figures().seconds())).sum();
    return new Figures(
        seconds,
        null,
        null,
        Figures.gflops((double) flops, seconds),
        null,
        ceiling(flops, passes),
        null,
        null,
        null,
        null);
  }

  private static @Nullable Double ceiling(long flops, List<Result> passes) {
    double seconds = 0;
    for (Result row : passes) {
      Double ceiling = row.figures().ceilingGflops();
      if (ceiling == null) {
        return null;
      }
      seconds += row.flops() / (ceiling * Figures.GIGA);
    }
    return Figures.gflops((double) flops, seconds);
  }
}
