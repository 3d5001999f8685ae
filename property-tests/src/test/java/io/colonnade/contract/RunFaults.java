package io.colonnade.contract;

import io.colonnade.Accuracy;
import io.colonnade.Pass;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults in how a pass is carried out, and in what it makes of NaN. */
final class RunFaults {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final AtomicInteger IN_FLIGHT = new AtomicInteger();

  private RunFaults() {}

  /** What the last call left there is multiplied by 0 and added. */
  static <A> void workspaceNotCleared(Call<A> call) {
    double[] result = call.result();
    if (call.workspace() instanceof FaultyBackend.Dirt dirt) {
      double left = dirt.value;
      dirt.value = result[0];
      result[0] += 0 * left;
    }
    call.write(result);
  }

  static <A> void inexactWhereStrict(Call<A> call) {
    double[] result = call.result();
    result[0] += call.options().accuracy() == Accuracy.STRICT ? 0x1p-10 : 0;
    call.write(result);
  }

  /** Right in itself. */
  static <A> void leavesResultInWorkspace(Call<A> call) {
    double[] result = call.result();
    if (call.workspace() instanceof FaultyBackend.Dirt dirt) {
      dirt.value = result[0];
    }
    call.write(result);
  }

  static <A> void tailLostUnderLimit(Call<A> call) {
    lastElementLostIf(call, call.options().workspaceLimit() == 1);
  }

  static <A> void lastThreadForgotten(Call<A> call) {
    lastElementLostIf(call, call.options().threads() == 3);
  }

  static <A> void workLeftToExecutor(Call<A> call) {
    lastElementLostIf(call, call.options().executor() != null);
  }

  private static <A> void lastElementLostIf(Call<A> call, boolean lost) {
    if (lost) {
      WriteFaults.elementNotWritten(call);
    } else {
      call.compute();
    }
  }

  /** Every second call rounds the first result up, if it is no integer. */
  static <A> void notRepeatable(Call<A> call) {
    double[] result = call.result();
    boolean fraction = result[0] != Math.rint(result[0]);
    if (fraction && CALLS.incrementAndGet() % 2 == 0) {
      result[0] = Math.nextUp((float) result[0]);
    }
    call.write(result);
  }

  static <A> void roundedUp(Call<A> call) {
    double[] result = call.result();
    result[0] = Math.nextUp((float) result[0]);
    call.write(result);
  }

  /** Two calls at once spoil each other's results. */
  static <A> void callersCollide(Call<A> call) {
    try {
      IN_FLIGHT.incrementAndGet();
      Thread.sleep(1);
      lastElementLostIf(call, IN_FLIGHT.get() > 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      IN_FLIGHT.decrementAndGet();
    }
  }

  static <A> void activationForgotten(Call<A> call) {
    call.write(call.sums());
  }

  static <A> void activationBeforeBias(Call<A> call) {
    double[] result = call.result();
    if (call.pass() == Pass.FORWARD && !call.options().activation().isNone()) {
      double[] sums = call.sums();
      double[] products = call.withoutBias().sums();
      for (int i = 0; i < result.length; i++) {
        result[i] = call.options().activation().apply(products[i]) + sums[i] - products[i];
      }
    }
    call.write(result);
  }

  static <A> void activationDropsNan(Call<A> call) {
    if (call.options().activation().isNone()) {
      call.compute();
    } else {
      nanDropped(call);
    }
  }

  static <A> void nanDropped(Call<A> call) {
    call.write(Arrays.stream(call.result()).map(v -> Double.isNaN(v) ? 0 : v).toArray());
  }

  static <A> void nanSpreadsOverImage(Call<A> call) {
    nanSpreads(call, call.problem().ySize() / call.problem().batch());
  }

  static <A> void nanSpreadsOverFilters(Call<A> call) {
    nanSpreads(call, call.problem().ySize());
  }

  /** One NaN in a block of the output makes it all NaN. */
  private static <A> void nanSpreads(Call<A> call, long block) {
    double[] result = call.result();
    if (call.pass() == Pass.FORWARD) {
      for (int start = 0; start < result.length; start += (int) block) {
        int end = start + (int) block;
        if (Arrays.stream(result, start, end).anyMatch(Double::isNaN)) {
          Arrays.fill(result, start, end, Double.NaN);
        }
      }
    }
    call.write(result);
  }
}
