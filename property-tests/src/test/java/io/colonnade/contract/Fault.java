package io.colonnade.contract;

import io.colonnade.Explanation;
import io.colonnade.PlanOptions;

/** Faults to plant in the reference, each with the property that must notice it. */
@SuppressWarnings("ImmutableEnumChecker") // The methods have no state.
enum Fault {
  KERNEL_TURNED(
      IndexFaults::kernelTurned,
      "backward-data: is the convolution of the spread dy with the turned kernel"),
  AXES_SWAPPED(IndexFaults::axesSwapped, "forward: is the unrolled matrix times x"),
  PADDING_SWAPPED(IndexFaults::paddingSwapped, "forward: equals the loops on integers"),
  DILATION_IGNORED(
      IndexFaults::dilationIgnored,
      "backward-weights: is the convolution of x with the dilated dy"),
  STRIDE_OF_FIRST_AXIS_EVERYWHERE(
      IndexFaults::strideOfFirstAxisEverywhere, "backward-data: equals the loops on integers"),
  PADDING_IGNORED_IN_DW(IndexFaults::paddingIgnoredInDw, "⟨conv(x, w), dy⟩ = ⟨dw(x, dy), w⟩"),
  PADDING_IGNORED_IN_DX(IndexFaults::paddingIgnoredInDx, "⟨conv(x, w), dy⟩ = ⟨dx(dy), x⟩"),
  LAYOUT_IGNORED(IndexFaults::layoutIgnored, "backward-bias: equals the loops on integers"),
  FILTER_LAYOUT_IGNORED(
      IndexFaults::filterLayoutIgnored, "backward-weights: equals the loops on integers"),
  PADDING_MODE_IGNORED(
      PaddingFaults::paddingModeIgnored,
      "backward-data: is the transposed unrolled matrix times dy"),
  REFLECT_AND_REPLICATE_SWAPPED(
      PaddingFaults::reflectAndReplicateSwapped, "backward-weights: equals the loops on integers"),
  EDGE_REFLECTED_TOO(PaddingFaults::edgeReflectedToo, "forward: is the unrolled matrix times x"),
  CIRCULAR_OFF_BY_ONE(PaddingFaults::circularOffByOne, "⟨conv(x, w), dy⟩ = ⟨dx(dy), x⟩"),
  GROUPS_OFF_BY_ONE(IndexFaults::groupsOffByOne, "backward-weights: equals the loops on integers"),

  LAST_ROW_DROPPED(SumFaults::lastRowDropped, "forward: equals the loops without a bias"),
  BATCH_NOT_SUMMED(SumFaults::batchNotSummed, "backward-weights: equals the loops on integers"),
  BATCH_NOT_SUMMED_IN_DB(SumFaults::batchNotSummedInDb, "⟨conv(x, 0) + bias, dy⟩ = ⟨db(dy), bias⟩"),
  OVERLAP_NOT_ADDED(
      SumFaults::overlapNotAdded, "backward-data: is the transposed unrolled matrix times dy"),
  BIAS_TWICE(SumFaults::biasTwice, "forward: equals the loops on integers"),
  BIAS_LOST_AT_SINGLE_OUTPUT(
      SumFaults::biasLostAtSingleOutput, "forward: is near the loops on reals"),
  DEPTH_BLOCK_LOST(SumFaults::depthBlockLost, "forward: is the unrolled matrix times x"),
  FILTER_BLOCK_LOST(SumFaults::filterBlockLost, "forward: equals the loops on integers"),
  WRONG_BAND_TAIL(SumFaults::wrongBandTail, "forward: equals the loops on integers"),
  MAGNITUDES_ADDED(SumFaults::magnitudesAdded, "forward: is linear in w"),
  PRECISION_LOST(SumFaults::precisionLost, "backward-data: is near the loops on reals"),

  ELEMENT_NOT_WRITTEN(
      WriteFaults::elementNotWritten, "backward-bias: equals the loops on integers"),
  UNUSED_INPUT_NOT_WRITTEN(
      WriteFaults::unusedInputNotWritten,
      "backward-data: of a one-hot dy is the kernel placed there"),
  ACCUMULATE_OVERWRITES(
      WriteFaults::accumulateOverwrites, "backward-weights: accumulate adds the whole result"),
  BIAS_NOT_ACCUMULATED(
      WriteFaults::biasNotAccumulated, "forward: accumulate adds the whole result"),
  OVERWRITE_ADDS(
      WriteFaults::overwriteAdds, "backward-weights: of a one-hot dy is the patch there"),
  WRITES_BEHIND(
      WriteFaults::writesBehind, "backward-data: writes all of its range and nothing beside it"),
  OFFSET_IGNORED(
      WriteFaults::offsetIgnored, "forward: writes all of its range and nothing beside it"),
  OPERAND_CHANGED(WriteFaults::operandChanged, "backward-weights: only reads its operands"),
  ARRAY_CLEARED_FIRST(
      WriteFaults::arrayClearedFirst, "forward: takes a result beside an operand in one array"),
  WORKSPACE_NOT_CLEARED(
      RunFaults::workspaceNotCleared, "backward-bias: does not read what is in its workspace"),

  TAIL_LOST_UNDER_LIMIT(
      RunFaults::tailLostUnderLimit, "backward-data: is the same for any workspace limit"),
  LAST_THREAD_FORGOTTEN(
      RunFaults::lastThreadForgotten, "backward-weights: is the same for any number of threads"),
  WORK_LEFT_TO_EXECUTOR(
      RunFaults::workLeftToExecutor, "forward: is the same on any executor, idle ones included"),
  NOT_REPEATABLE(RunFaults::notRepeatable, "backward-data: gives the same bits run after run"),
  CALLERS_COLLIDE(RunFaults::callersCollide, "a plan may be used by many threads at once"),
  NAN_DROPPED(RunFaults::nanDropped, "backward-weights: loses no NaN"),
  NAN_SPREADS_OVER_IMAGE(
      RunFaults::nanSpreadsOverImage,
      "forward: a NaN or infinity in x reaches exactly the windows that cover it"),
  NAN_SPREADS_OVER_FILTERS(
      RunFaults::nanSpreadsOverFilters,
      "forward: a NaN or infinity in w reaches every output of its filter with input under it,"
          + " and no other filter"),
  ACTIVATION_FORGOTTEN(
      RunFaults::activationForgotten, "forward: applies the activation to each result"),
  ACTIVATION_BEFORE_BIAS(
      RunFaults::activationBeforeBias, "forward: applies the activation to each result"),
  ACTIVATION_DROPS_NAN(
      RunFaults::activationDropsNan, "forward: keeps a NaN through the activation"),
  PREPARED_ROUNDED_OTHERWISE(
      Call::compute, RunFaults::roundedUp, "forward: prepared filters give the same bits"),
  PREPARED_NEVER_ADDED(
      Call::compute,
      WriteFaults::accumulateOverwrites,
      "backward-data: prepared filters give the same bits"),
  PREPARED_WORKSPACE_NOT_CLEARED(
      RunFaults::leavesResultInWorkspace,
      RunFaults::workspaceNotCleared,
      "backward-data: prepared filters give the same bits"),
  FILTERS_PREPARED_FROM_START(Call::compute, "forward: prepared filters give the same bits"),
  FILTERS_NOT_COPIED(
      Call::compute, "backward-data: prepared filters are a copy, of the size that is stated"),
  PREPARED_SIZE_MISSTATED(
      Call::compute, "forward: prepared filters are a copy, of the size that is stated"),
  PREPARED_FOR_ONE_THREAD(
      Call::compute,
      RunFaults::callersCollide,
      "forward: prepared filters may be used by many threads at once"),
  STRICT_IGNORED(
      RunFaults::inexactWhereStrict,
      "backward-weights: is exact on integers where accuracy is strict"),
  WORKSPACE_OVER_LIMIT(Call::compute, "backward-weights: keeps to the workspace limit"),
  SMALL_WORKSPACE_TAKEN(Call::compute, "backward-bias: refuses a workspace that is too small"),
  OPTIONS_FORGOTTEN(Call::compute, "a plan can be made, or its algorithm does not apply"),
  NO_REASON(Call::compute, "every pass is explained, with the forced algorithm where that applies");

  private final Behaviour behaviour;
  private final Behaviour withPreparedFilters;
  private final String noticedBy;

  Fault(Behaviour behaviour, String noticedBy) {
    this(behaviour, behaviour, noticedBy);
  }

  Fault(Behaviour behaviour, Behaviour withPreparedFilters, String noticedBy) {
    this.behaviour = behaviour;
    this.withPreparedFilters = withPreparedFilters;
    this.noticedBy = noticedBy;
  }

  /** The property that must notice it. */
  ContractProperty noticedBy() {
    return ConvolutionContract.properties().stream()
        .filter(property -> property.name().equals(noticedBy))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("property=" + noticedBy + ": unknown"));
  }

  <A> void run(Call<A> call) {
    behaviour.run(call);
  }

  <A> void runPrepared(Call<A> call) {
    withPreparedFilters.run(call);
  }

  /** What the plan says of itself. */
  Explanation explain(Explanation sound, PlanOptions options) {
    return switch (this) {
      case WORKSPACE_OVER_LIMIT ->
          with(sound, sound.reason(), options.workspaceLimit() == 1 ? 8 : 1 << 16, 0);
      case SMALL_WORKSPACE_TAKEN -> with(sound, sound.reason(), Double.BYTES, 0);
      case PREPARED_SIZE_MISSTATED -> with(sound, sound.reason(), 1, 1);
      case NO_REASON -> with(sound, "", 0, 0);
      default -> sound;
    };
  }

  private static Explanation with(
      Explanation sound, String reason, long workspaceBytes, long preparedBytes) {
    return new Explanation(
        sound.pass(),
        sound.algorithm(),
        reason,
        workspaceBytes,
        preparedBytes,
        sound.expectedNanos(),
        sound.exactOnIntegers(),
        sound.errorBound(),
        sound.others());
  }

  @FunctionalInterface
  private interface Behaviour {
    <A> void run(Call<A> call);
  }
}
