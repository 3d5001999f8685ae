package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;
import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one average pooling in flight: for every phase the elements or sums of a band, an
 * accumulator, and room for a buffer shifted.
 */
final class SumScratch<A> {
  /** Buffers for a phase of an axis behind the outermost. */
  static final int BUFFERS_PER_PHASE = 1;

  /** Buffers beside those of the phases. */
  static final int OTHER_BUFFERS = 2;

  private final Arithmetic<A> arithmetic;
  private final Elements<A> elements;
  private final int length;
  private final List<A> slots = new ArrayList<>();
  private A shifted;
  private A sums;

  SumScratch(BandPlan plan, DataType<A> type) {
    this.arithmetic = Arithmetic.of(type);
    this.elements = Elements.of(type);
    this.length = plan.length();
    this.shifted = type.newArray(length);
    this.sums = type.newArray(length);
    for (int slot = 0; slot < plan.slots(); slot++) {
      slots.add(type.newArray(length));
    }
  }

  A slot(int slot) {
    return slots.get(slot);
  }

  A sums() {
    return sums;
  }

  void clear(int slot) {
    arithmetic.zero(slots.get(slot), 0, length);
  }

  void clearSums() {
    arithmetic.zero(sums, 0, length);
  }

  void start(int slot, int count) {
    System.arraycopy(slots.get(slot), 0, sums, 0, count);
  }

  void start(int first, int second, int shift, int count) {
    elements.add(slots.get(first), shifted(slots.get(second), shift, count), sums, count);
  }

  void add(int slot, int shift, int count) {
    elements.add(sums, shifted(slots.get(slot), shift, count), sums, count);
  }

  private A shifted(A buffer, int shift, int count) {
    if (shift == 0) {
      return buffer;
    }
    System.arraycopy(buffer, shift, shifted, 0, count);
    return shifted;
  }

  /** {@code slot[shift + i] += sums[i]}: the adjoint of {@link #add}. */
  void spread(int slot, int shift, int count) {
    A target = slots.get(slot);
    if (shift == 0) {
      elements.add(target, sums, target, count);
      return;
    }
    System.arraycopy(target, shift, shifted, 0, count);
    elements.add(shifted, sums, shifted, count);
    System.arraycopy(shifted, 0, target, shift, count);
  }

  /** {@code sums[i] = sums[i·step]}. */
  void pick(int step, int count) {
    arithmetic.copy(sums, 0, step, shifted, 0, 1, count);
    swapShifted();
  }

  /** {@code sums[i·step] = sums[i]}, and 0 between: the adjoint of {@link #pick}. */
  void place(int step, int count) {
    arithmetic.zero(shifted, 0, length);
    arithmetic.copy(sums, 0, 1, shifted, 0, step, count);
    swapShifted();
  }

  private void swapShifted() {
    A picked = shifted;
    shifted = sums;
    sums = picked;
  }

  /** Swaps the accumulator and a buffer. */
  void swap(int slot) {
    sums = slots.set(slot, sums);
  }
}
