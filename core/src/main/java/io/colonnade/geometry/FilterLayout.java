package io.colonnade.geometry;

/** The order of the axes of W in memory, the last axis varying fastest. */
public enum FilterLayout {
  /** F, C/g, k…: each filter is a block; PyTorch's and ONNX's order. */
  FILTERS_FIRST,
  /** k…, C/g, F: the filters of a tap and channel lie side by side; TensorFlow's order (HWIO). */
  FILTERS_LAST
}
