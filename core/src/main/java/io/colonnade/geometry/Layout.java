package io.colonnade.geometry;

/** The order of the axes of X and Y in memory, the last axis varying fastest. */
public enum Layout {
  /** N, C, spatial…: each channel is a plane. */
  CHANNELS_FIRST,
  /** N, spatial…, C: the channels of a cell lie side by side. */
  CHANNELS_LAST
}
