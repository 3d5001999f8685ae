package io.colonnade.contract.pooling;

/** Faults to plant in a copy of the loops, each with the property that must notice it. */
enum PoolingFault {
  TIES_TO_LAST(PoolingProperty.MAX_ON_TIES),
  PADDING_WINS(PoolingProperty.MAX_ON_TIES),
  PADDING_SWAPPED(PoolingProperty.AVERAGE_ON_INTEGERS),
  DILATION_IGNORED(PoolingProperty.MAX_ON_TIES),
  LAST_TAP_DROPPED(PoolingProperty.AVERAGE_ON_REALS),
  LAST_OUTPUT_NOT_WRITTEN(PoolingProperty.MAX_BACKWARD),
  NAN_LOST(PoolingProperty.MAX_ON_SPECIALS),
  ZEROS_OF_BOTH_SIGNS_TIE(PoolingProperty.MAX_ON_SPECIALS),
  NAN_LOST_WITHOUT_SWITCHES(PoolingProperty.MAX_WITHOUT_SWITCHES),
  NO_SWITCH_OF_NOTHING(PoolingProperty.MAX_OF_NOTHING),
  ORDERS_MIXED_UP(PoolingProperty.MAX_ON_TIES),
  SCOPES_MIXED_UP(PoolingProperty.MAX_ON_TIES),
  LAYOUTS_MIXED_UP(PoolingProperty.MAX_ON_TIES),
  SWITCHES_OF_FIRST_CELLS(PoolingProperty.MAX_BACKWARD_IS_THE_GRADIENT),
  OVERLAP_NOT_ADDED(PoolingProperty.MAX_BACKWARD_IS_ADJOINT),
  OVERHANG_COUNTED(PoolingProperty.AVERAGE_ON_INTEGERS),
  PADDING_COUNTED_WRONGLY(PoolingProperty.AVERAGE_ON_SPECIALS),
  PADDING_COUNTED_IN_GRADIENT_ONLY(PoolingProperty.AVERAGE_BACKWARD_IS_THE_GRADIENT),
  OVERLAP_NOT_ADDED_IN_AVERAGE(PoolingProperty.AVERAGE_BACKWARD),
  FIRST_OF_DUPLICATES_STAYS(PoolingProperty.UNPOOL),
  INPUT_CLOBBERED(PoolingProperty.AVERAGE_BACKWARD),
  SWITCHES_CLOBBERED(PoolingProperty.UNPOOL_BACKWARD),
  UNPOOLED_CELLS_NOT_CLEARED(PoolingProperty.POOL_UNPOOL_POOL),
  DUPLICATES_SHARE_GRADIENT(PoolingProperty.UNPOOL_BACKWARD);

  private final PoolingProperty noticedBy;

  PoolingFault(PoolingProperty noticedBy) {
    this.noticedBy = noticedBy;
  }

  PoolingProperty noticedBy() {
    return noticedBy;
  }
}
