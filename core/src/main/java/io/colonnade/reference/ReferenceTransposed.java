package io.colonnade.reference;

import io.colonnade.DataType;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PlaneStrides;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.geometry.Window;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution and its gradients as nested loops, in double precision, each result
 * rounded once: every element of X, times every tap, is added to the cell of Y under that tap. The
 * gradients run over the same products.
 *
 * <p>Tensors lie at the start of their arrays in the layouts of the problem; outputs are
 * overwritten. Arguments are trusted. Immutable, and may be used by many threads at once.
 *
 * @param problem the sizes
 * @param type the element type
 * @param <A> {@code float[]} or {@code double[]}
 */
public record ReferenceTransposed<A>(TransposedProblem problem, DataType<A> type) {

  /** {@code Y[n,f,i] = b[f] + Σ W[c,f,k] · X[n,c,o]} over the c, o and k that meet at i. */
  public void forward(A x, A w, @Nullable A bias, A y) {
    double[] sums = sums(problem.ySize());
    if (bias != null) {
      visitCells((f, cell) -> sums[cell] = type.get(bias, f));
    }
    visitProducts((xAt, wAt, yAt) -> sums[yAt] += type.get(w, wAt) * type.get(x, xAt));
    store(sums, y);
  }

  /** {@code dX[n,c,o] = Σ W[c,f,k] · dY[n,f,i]} over the f, k and i that o meets. */
  public void backwardData(A dy, A w, A dx) {
    double[] sums = sums(problem.xSize());
    visitProducts((xAt, wAt, yAt) -> sums[xAt] += type.get(w, wAt) * type.get(dy, yAt));
    store(sums, dx);
  }

  /** {@code dW[c,f,k] = Σ X[n,c,o] · dY[n,f,i]} over the n, o and i that meet under k. */
  public void backwardWeights(A x, A dy, A dw) {
    double[] sums = sums(problem.wSize());
    visitProducts((xAt, wAt, yAt) -> sums[wAt] += type.get(x, xAt) * type.get(dy, yAt));
    store(sums, dw);
  }

  /** {@code db[f] = Σ dY[n,f,i]} over n and i. */
  public void backwardBias(A dy, A db) {
    double[] sums = sums(problem.filters());
    visitCells((f, cell) -> sums[f] += type.get(dy, cell));
    store(sums, db);
  }

  private interface Product {
    /** Comes to an element of X, a tap of W, and the element of Y that their product is part of. */
    void visit(int x, int w, int y);
  }

  private void visitProducts(Product product) {
    ConvolutionProblem adjoint = problem.adjoint();
    Window window = adjoint.window();
    PlaneStrides x = adjoint.yStrides();
    PlaneStrides w = adjoint.wStrides();
    PlaneStrides y = adjoint.xStrides();
    long filtersPerGroup = problem.filters() / problem.groups();
    long channelsPerGroup = problem.channels() / problem.groups();
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        for (long f = 0; f < filtersPerGroup; f++) {
          long filter = c / channelsPerGroup * filtersPerGroup + f;
          Place o = new Place(window, Axis::output);
          do {
            Place k = new Place(window, Axis::kernel);
            do {
              long i = Place.cell(adjoint, o, k);
              if (i >= 0) {
                product.visit(
                    (int) x.index(n, c, o.index()),
                    (int) w.index(c, f, k.index()),
                    (int) y.index(n, filter, i));
              }
            } while (k.advance());
          } while (o.advance());
        }
      }
    }
  }

  private interface Cell {
    /** Comes to an element of Y, of filter f. */
    void visit(int f, int y);
  }

  private void visitCells(Cell cell) {
    ConvolutionProblem adjoint = problem.adjoint();
    PlaneStrides y = adjoint.xStrides();
    for (long n = 0; n < problem.batch(); n++) {
      for (int f = 0; f < problem.filters(); f++) {
        for (long i = 0; i < adjoint.window().inputSize(); i++) {
          cell.visit(f, (int) y.index(n, f, i));
        }
      }
    }
  }

  private static double[] sums(long size) {
    return new double[Math.toIntExact(size)];
  }

  private void store(double[] sums, A out) {
    for (int i = 0; i < sums.length; i++) {
      type.set(out, i, sums[i]);
    }
  }
}
