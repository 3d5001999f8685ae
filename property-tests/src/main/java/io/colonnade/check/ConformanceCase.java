package io.colonnade.check;

import io.colonnade.DataType;
import io.colonnade.geometry.ProblemBuilder;
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

  /** The attribute {@code name}: 0 for no, 1 for yes. */
  boolean flag(String name) {
    long value = size(name);
    if (value > 1) {
      throw new IllegalArgumentException("resolved.%s=%d: must be 0 or 1".formatted(name, value));
    }
    return value == 1;
  }

  /** Padding before each axis. */
  long[] paddingBegin() {
    return Arrays.copyOf(sizes("pads", 2 * spatialDims), spatialDims);
  }

  /** Padding after each axis. */
  long[] paddingEnd() {
    return Arrays.copyOfRange(sizes("pads", 2 * spatialDims), spatialDims, 2 * spatialDims);
  }

  /** The builder with batch, channels and input of X. */
  <B extends ProblemBuilder<B>> B withImages(B builder) {
    CaseTensor x = images("X");
    return builder.batch(x.shape()[0]).channels(x.shape()[1]).input(x.spatialShape());
  }

  /** The builder with the stride, dilation and padding of the attributes. */
  <B extends ProblemBuilder<B>> B withSteps(B builder) {
    return builder
        .stride(sizes("strides"))
        .dilation(sizes("dilations"))
        .padding(paddingBegin(), paddingEnd());
  }

  /** The builder with all that X and the attributes say of a sliding window. */
  <B extends ProblemBuilder<B>> B withWindow(B builder) {
    return withSteps(withImages(builder).kernel(sizes("kernel_shape")));
  }

  /** The input {@code slot}, which must have two axes and the spatial ones. */
  CaseTensor images(String slot) {
    return input(slot).withRank(spatialDims + 2);
  }

  /** The values of the input {@code slot}, which must have {@code shape}. */
  <A> A array(String slot, DataType<A> arrayType, long... shape) {
    return input(slot).withShape(shape).toArray(arrayType);
  }

  /** As {@link #array}, or {@code null} where the case has no such input. */
  <A> @Nullable A optionalArray(String slot, DataType<A> arrayType, long... shape) {
    return optionalInput(slot) == null ? null : array(slot, arrayType, shape);
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

  /** An error where the case has an input {@code slot} that does not hold just {@code sizes}. */
  void requireAgreement(String slot, long... sizes) {
    CaseTensor tensor = optionalInput(slot);
    if (tensor != null && !Arrays.equals(tensor.toLongs(), sizes)) {
      throw new IllegalArgumentException(
          "%s=%s: must be resolved.%s=%s"
              .formatted(slot, Arrays.toString(tensor.toLongs()), slot, Arrays.toString(sizes)));
    }
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
