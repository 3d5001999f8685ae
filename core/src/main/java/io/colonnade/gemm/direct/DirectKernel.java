package io.colonnade.gemm.direct;

import io.colonnade.Activation;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.OuterTaps;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.Slots;
import java.util.List;

/**
 * The forward pass or the gradient of the input, tap by tap: no matrix is made.
 *
 * <p>The work is divided by groups of all images, planes of the outer axes, and tiles of planes.
 * Neighbouring groups go together where several of their tiles fit a slot, so that they are copied
 * at once.
 */
final class DirectKernel<A> implements Kernel<A> {
  final Arithmetic<A> arithmetic;
  final Slots<A> slots;
  final Activation activation;
  final boolean backward;
  final DirectAxes axes;
  final DirectPlanes source;
  final DirectPlanes target;
  final DirectFilters filters;
  final OuterTaps outer;
  final ColumnShifts columns;
  final int groups;
  private final List<DirectTile> tiles;
  private final List<DirectUnit<A>> units;
  private final int runs;
  private final Work work;

  private DirectKernel(Setting<A> setting, boolean backward) {
    Layer layer = new Layer(setting.problem());
    this.arithmetic = setting.arithmetic();
    this.slots = Slots.of(arithmetic.type());
    this.activation = setting.activation();
    this.backward = backward;
    this.axes = DirectAxes.of(setting.problem());
    DirectPlanes x = axes.inputs(layer.channels);
    DirectPlanes y = axes.outputs(layer.filters);
    this.source = backward ? y : x;
    this.target = backward ? x : y;
    this.filters = DirectFilters.of(setting.problem(), backward);
    this.outer = new OuterTaps(axes.outer(), backward);
    this.columns =
        backward ? ColumnShifts.backward(axes.width()) : ColumnShifts.forward(axes.width());
    int span = DirectTile.rowSpan(columns);
    List<RowPhase> phases =
        backward ? RowPhase.backward(axes.height(), span) : RowPhase.forward(axes.height(), span);
    this.tiles = DirectTile.all(phases, columns);
    this.groups = layer.groups;
    this.units = tiles.stream().map(tile -> new DirectUnit<>(this, tile)).toList();
    this.runs = runs(layer.images, setting.threads());
    double all =
        new DirectNanos(setting.costs(), source.members(), target.members(), columns).of(tiles)
            * layer.images
            * groups
            * target.depth()
            * outer.taps();
    int count = layer.images * runs * target.depth() * tiles.size();
    this.work = Work.of(count, setting.threads(), all / count);
  }

  static <A> DirectKernel<A> forward(Setting<A> setting) {
    return new DirectKernel<>(setting, false);
  }

  static <A> DirectKernel<A> backward(Setting<A> setting) {
    return new DirectKernel<>(setting, true);
  }

  /** In how many runs the groups of an image are taken. */
  private int runs(int images, int threads) {
    int longest = tiles.stream().mapToInt(DirectTile::planeLength).max().orElse(1);
    int most = Math.max(1, Math.min(Slots.CAPACITY / longest, images * groups / threads));
    return (groups + most - 1) / most;
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return DirectUnit.scratch(target.members());
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int tile = unit % tiles.size();
      int plane = unit / tiles.size() % target.depth();
      int run = unit / tiles.size() / target.depth();
      int first = Layer.part(run % runs, runs, groups);
      int count = Layer.part(run % runs + 1, runs, groups) - first;
      int group = run / runs * groups + first;
      units.get(tile).run(call, scratchOffset, plane, group, count);
    }
  }
}
