package io.colonnade.contract;

import io.colonnade.ConvolutionPlan;
import io.colonnade.Pass;
import io.colonnade.PreparedFilters;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that the passes of one problem read; immutable as a map, not in its arrays.
 *
 * @param slices the tensors; the bias may be absent
 * @param <A> the array type
 */
record Operands<A>(Map<Operand, Slice<A>> slices) {

  Operands {
    slices = Map.copyOf(slices);
  }

  Slice<A> get(Operand operand) {
    return Objects.requireNonNull(slices.get(operand), operand::toString);
  }

  boolean has(Operand operand) {
    return slices.containsKey(operand);
  }

  Operands<A> with(Operand operand, Slice<A> slice) {
    Map<Operand, Slice<A>> changed = new EnumMap<>(Operand.class);
    changed.putAll(slices);
    changed.put(operand, slice);
    return new Operands<>(changed);
  }

  Operands<A> withoutBias() {
    Map<Operand, Slice<A>> changed = new EnumMap<>(slices);
    changed.remove(Operand.BIAS);
    return new Operands<>(changed);
  }

  /** Runs {@code pass} on these tensors, but for W in prepared form. */
  void run(
      ConvolutionPlan<A> plan,
      Pass pass,
      PreparedFilters<A> w,
      Slice<A> out,
      WriteMode mode,
      @Nullable Workspace workspace) {
    if (pass == Pass.BACKWARD_DATA) {
      Slice<A> dy = get(Operand.DY);
      plan.backwardData(dy.array(), dy.offset(), w, out.array(), out.offset(), mode, workspace);
      return;
    }
    Slice<A> x = get(Operand.X);
    Slice<A> bias = get(Operand.BIAS);
    plan.forward(
        x.array(),
        x.offset(),
        w,
        bias.array(),
        bias.offset(),
        out.array(),
        out.offset(),
        mode,
        workspace);
  }

  /** Runs {@code pass} on these tensors. */
  void run(
      ConvolutionPlan<A> plan,
      Pass pass,
      Slice<A> out,
      WriteMode mode,
      @Nullable Workspace workspace) {
    switch (pass) {
      case FORWARD -> {
        Slice<A> x = get(Operand.X);
        Slice<A> w = get(Operand.W);
        Slice<A> bias = slices.get(Operand.BIAS);
        plan.forward(
            x.array(),
            x.offset(),
            w.array(),
            w.offset(),
            bias == null ? null : bias.array(),
            bias == null ? 0 : bias.offset(),
            out.array(),
            out.offset(),
            mode,
            workspace);
      }
      case BACKWARD_DATA -> {
        Slice<A> dy = get(Operand.DY);
        Slice<A> w = get(Operand.W);
        plan.backwardData(
            dy.array(),
            dy.offset(),
            w.array(),
            w.offset(),
            out.array(),
            out.offset(),
            mode,
            workspace);
      }
      case BACKWARD_WEIGHTS -> {
        Slice<A> x = get(Operand.X);
        Slice<A> dy = get(Operand.DY);
        plan.backwardWeights(
            x.array(),
            x.offset(),
            dy.array(),
            dy.offset(),
            out.array(),
            out.offset(),
            mode,
            workspace);
      }
      case BACKWARD_BIAS -> {
        Slice<A> dy = get(Operand.DY);
        plan.backwardBias(dy.array(), dy.offset(), out.array(), out.offset(), mode, workspace);
      }
    }
  }
}
