package io.colonnade.check;

import static io.colonnade.check.CaseResult.Verdict.FAILED;
import static io.colonnade.check.CaseResult.Verdict.PASSED;
import static io.colonnade.check.CaseResult.Verdict.SKIPPED;

import io.colonnade.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs cases and compares their outputs.
 *
 * <p>A float32 case is run on f64 too, its inputs widened, to the same tolerance; it passes only if
 * neither run fails. Where f64 alone cannot be run, the case's verdict is that of f32, with a
 * remark.
 */
final class CaseRunner {
  private final Map<String, Operator> operators;

  CaseRunner(Map<String, Operator> operators) {
    this.operators = Map.copyOf(operators);
  }

  /** Runs the case in {@code folder}; whatever goes wrong is a failure of the case. */
  CaseResult run(Path folder) {
    try {
      return run(CaseReader.read(folder));
    } catch (IllegalArgumentException e) {
      return new CaseResult(FAILED, List.of(String.valueOf(e.getMessage())));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      return new CaseResult(FAILED, List.of(e.toString()));
    }
  }

  private CaseResult run(ConformanceCase recorded) {
    Operator operator = operators.get(recorded.op());
    if (operator == null) {
      return new CaseResult(SKIPPED, List.of("op=" + recorded.op() + ": cannot be run yet"));
    }
    CaseResult own = run(operator, recorded, recorded.type());
    return own.verdict() == SKIPPED || recorded.type() == DataType.FLOAT64
        ? own
        : own.with(run(operator, recorded, DataType.FLOAT64));
  }

  private static CaseResult run(Operator operator, ConformanceCase recorded, DataType<?> type) {
    Optional<String> obstacle = operator.obstacle(recorded, type);
    if (obstacle.isPresent()) {
      return new CaseResult(SKIPPED, List.of("not run on " + type + ": " + obstacle.get()));
    }
    List<String> differences = new ArrayList<>();
    Map<String, CaseTensor> expected = new TreeMap<>(recorded.outputs());
    for (Computed got : operator.run(recorded, type)) {
      CaseTensor want = expected.remove(got.slot());
      if (want == null) {
        differences.add("slot=" + got.slot() + ": is missing among the outputs");
      } else {
        Comparison.difference(want, got, recorded.tolerance())
            .ifPresent(difference -> differences.add(type + " " + difference));
      }
    }
    for (String slot : expected.keySet()) {
      differences.add("slot=%s: is no output of %s".formatted(slot, recorded.op()));
    }
    return new CaseResult(differences.isEmpty() ? PASSED : FAILED, differences);
  }
}
