package io.colonnade.contract;

import io.colonnade.ErrorBound;

/** Faults to plant in {@link Tiles}, each with the property that must notice it. */
enum TileFault {
  NONE(""),
  COEFFICIENT_WRONG("forward: equals the loops on integers"),
  TILE_DROPPED("forward: is the unrolled matrix times x"),
  TAP_MISSED_IN_ONE_TILE("forward: is near the loops on reals"),
  LAST_CHANNEL_MISSED("⟨conv(x, w), dy⟩ = ⟨dx(dy), x⟩"),
  SINGLE_PRECISION("forward: is linear in x"),
  NAN_OVER_ALL_TILES("forward: a NaN or infinity in x reaches exactly the windows that cover it"),
  NAN_DROPPED("forward: loses no NaN"),
  REACH_UNDERSTATED("forward: a NaN or infinity in x reaches exactly the windows that cover it"),
  BOUND_UNDERSTATED("forward: is near the loops on reals");

  private final String noticedBy;

  TileFault(String noticedBy) {
    this.noticedBy = noticedBy;
  }

  /** The property that must notice it. */
  ContractProperty noticedBy() {
    return ConvolutionContract.properties().stream()
        .filter(property -> property.name().equals(noticedBy))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("property=" + noticedBy + ": unknown"));
  }

  /** The bound that is stated where {@code bound} is the true one. */
  ErrorBound states(ErrorBound bound) {
    return switch (this) {
      case REACH_UNDERSTATED -> new ErrorBound(bound.amplification(), bound.roundings(), 0);
      case BOUND_UNDERSTATED -> new ErrorBound(1e-3, bound.roundings(), bound.reach());
      default -> bound;
    };
  }
}
