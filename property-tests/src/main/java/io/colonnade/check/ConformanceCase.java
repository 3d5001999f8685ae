package io.colonnade.check;

import io.colonnade.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A recorded case: an operator, its attributes made explicit, its inputs and the outputs to expect.
 *
 * @param op the operator's name
 * @param spatialDims the number of spatial axes
 * @param type the element type that the case was recorded in
 * @param tolerance the error allowed in an element, relative to the largest expected absolute value
 * @param attributes the attributes by name, all defaults filled in
 * @param inputs the inputs by slot
 * @param outputs the expected outputs by slot
 */
record ConformanceCase(
    String op,
    int spatialDims,
    DataType<?> type,
    double tolerance,
    Map<String, String> attributes,
    Map<String, CaseTensor> inputs,
    Map<String, CaseTensor> outputs) {

  /** The attribute {@code name}: {@code count} sizes, for example one for each spatial axis. */
  long[] sizes(String name, int count) {
    String text = attributes.get(name);
    if (text == null) {
      throw new IllegalArgumentException("resolved.%s: is missing".formatted(name));
    }
    long[] sizes = SizeList.parse("resolved." + name, text);
    if (sizes.length != count) {
      throw new IllegalArgumentException(
          "resolved.%s=%s: must have %d values".formatted(name, text, count));
    }
    return sizes;
  }

  /** The attribute {@code name}: one size. */
  long size(String name) {
    return sizes(name, 1)[0];
  }

  /** The attribute {@code name}: one size for each spatial axis. */
  long[] sizes(String name) {
    return sizes(name, spatialDims);
  }

  /** Padding before each axis. */
  long[] paddingBegin() {
    return Arrays.copyOf(sizes("pads", 2 * spatialDims), spatialDims);
  }

  /** Padding after each axis. */
  long[] paddingEnd() {
    return Arrays.copyOfRange(sizes("pads", 2 * spatialDims), spatialDims, 2 * spatialDims);
  }

  /** The input {@code slot}, which the operator needs. */
  CaseTensor input(String slot) {
    CaseTensor tensor = optionalInput(slot);
    if (tensor == null) {
      throw new IllegalArgumentException("slot=%s: is missing among the inputs".formatted(slot));
    }
    return tensor;
  }

  /** The input {@code slot}, or {@code null} where the case has none. */
  @Nullable CaseTensor optionalInput(String slot) {
    return inputs.get(slot);
  }

  /** Whether the case expects an output {@code slot}. */
  boolean expects(String slot) {
    return outputs.containsKey(slot);
  }

  /** An error where the case has an input that is none of {@code slots}. */
  void inputsAmong(Set<String> slots) {
    Set<String> unknown = new TreeSet<>(inputs.keySet());
    unknown.removeAll(slots);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("slot=%s: is no input of %s".formatted(unknown, op));
    }
  }
}
