package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;
import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one pooling of values in flight: for every phase the elements of a band, or what
 * they have been folded to, an accumulator, and room for a buffer shifted.
 */
final class FoldScratch<A> {
  /** Buffers for a phase of an axis behind the outermost. */
  static final int BUFFERS_PER_PHASE = 1;

  /** Buffers beside those of the phases. */
  static final int OTHER_BUFFERS = 2;

  private final Arithmetic<A> arithmetic;
  private final Elements<A> elements;
  private final int length;
  private final List<A> slots = new ArrayList<>();
  private A shifted;
  private A folded;

  FoldScratch(BandPlan plan, DataType<A> type) {
    this.arithmetic = Arithmetic.of(type);
    this.elements = Elements.of(type);
    this.length = plan.length();
    this.shifted = type.newArray(length);
    this.folded = type.newArray(length);
    for (int slot = 0; slot < plan.slots(); slot++) {
      slots.add(type.newArray(length));
    }
  }

  A slot(int slot) {
    return slots.get(slot);
  }

  A folded() {
    return folded;
  }

  void clear(int slot) {
    arithmetic.zero(slots.get(slot), 0, length);
  }

  void clearFolded() {
    arithmetic.zero(folded, 0, length);
  }

  void start(int slot, int count) {
    System.arraycopy(slots.get(slot), 0, folded, 0, count);
  }

  void start(Fold<A> fold, int first, int second, int shift, int count) {
    fold.fold(slots.get(first), shifted(slots.get(second), shift, count), folded, count);
  }

  void fold(Fold<A> fold, int slot, int shift, int count) {
    fold.fold(folded, shifted(slots.get(slot), shift, count), folded, count);
  }

  private A shifted(A buffer, int shift, int count) {
    if (shift == 0) {
      return buffer;
    }
    System.arraycopy(buffer, shift, shifted, 0, count);
    return shifted;
  }

  /** {@code slot[shift + i] += folded[i]}: the adjoint of {@link #fold} with a sum. */
  void spread(int slot, int shift, int count) {
    A target = slots.get(slot);
    if (shift == 0) {
      elements.add(target, folded, target, count);
      return;
    }
    System.arraycopy(target, shift, shifted, 0, count);
    elements.add(shifted, folded, shifted, count);
    System.arraycopy(shifted, 0, target, shift, count);
  }

  /** {@code folded[i] = folded[i·step]}. */
  void pick(int step, int count) {
    arithmetic.copy(folded, 0, step, shifted, 0, 1, count);
    swapShifted();
  }

  /** {@code folded[i·step] = folded[i]}, and 0 between: the adjoint of {@link #pick}. */
  void place(int step, int count) {
    arithmetic.zero(shifted, 0, length);
    arithmetic.copy(folded, 0, 1, shifted, 0, step, count);
    swapShifted();
  }

  private void swapShifted() {
    A picked = shifted;
    shifted = folded;
    folded = picked;
  }

  /** Swaps the accumulator and a buffer. */
  void swap(int slot) {
    folded = slots.set(slot, folded);
  }
}
