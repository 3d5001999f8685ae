package io.colonnade.gemm.lines;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.geometry.Window;
import java.util.List;

/**
 * What the steps of a pass over lines are expected to take, for an image and a block of groups.
 *
 * @param costs the rates
 * @param pass the pass
 * @param layer the sizes
 */
record LinesNanos(Costs costs, Pass pass, Layer layer, LineTensor x, LineTensor y, LineTensor w) {
  /** An element taken from its place, or put there, where another loop moves one in 1. */
  private static final double PLACED = 2;

  /** The same of more elements than lie close by. */
  private static final double APART = 2.4;

  /** The same of more elements than stay in the cache, whose groups lie on pages of their own. */
  private static final double FAR = 4;

  /** Elements of a block that lie close by. */
  private static final int CLOSE = 1 << 16;

  /** Elements of a block that stay in the cache. */
  private static final int CACHED = 1 << 18;

  /** A product of a sum. */
  private static final double PRODUCT = 0.42;

  /** A sum loaded and stored again by a loop. */
  private static final double SUM = 0.5;

  /** Products of a loop. */
  private static final int TERMS = 3;

  /** Nanoseconds for all tiles. */
  double of(Window window, List<LineTile> tiles, int blocks) {
    double n = (double) layer.groups / blocks;
    double cells = 0;
    double placedX = placed(layer.cells * n * x.planes());
    double placedY = placed(layer.positions * n * y.planes());
    for (LineTile tile : tiles) {
      cells += moved(x, tile.countX, n, placedX) + moved(y, tile.countY, n, placedY);
    }
    double products = window.insidePairs();
    double loops = products / TERMS + targets();
    double moved = (products * PRODUCT + loops * SUM) * costs.element() * n;
    double sums = loops * 3 * costs.run() + moved;
    return cells + moved(w, layer.taps, n, PLACED) + layer.filters * layer.channels * sums;
  }

  private double targets() {
    return switch (pass) {
      case FORWARD -> layer.positions;
      case BACKWARD_DATA -> layer.cells;
      default -> layer.taps;
    };
  }

  private static double placed(double elements) {
    return elements > CACHED ? FAR : elements > CLOSE ? APART : PLACED;
  }

  private double moved(LineTensor tensor, double cells, double n, double placed) {
    double elements = cells * tensor.planes();
    if (tensor.group() == 1) {
      return costs.moved(elements * n, n);
    }
    return elements * n * (tensor.cell() == 1 ? placed : 2 * placed) * costs.element();
  }
}
