package io.colonnade.lowering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.colonnade.DataType;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.reference.ReferenceColumns;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of the matrix, of some rows and some positions, beside the loops. */
class LoweringTest {
  private static final int GAP = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c3_f1_i7x7_k3x3_p1",
        "n1_c2_f1_i7x6_k5x5_p2",
        "n1_c3_f1_i9x8_k3x3_s2_p1",
        "n1_c2_f1_i8x9_k5x4_s2x3_p2:1x0:2",
        "n1_c2_f1_i9x5_k4x3_s1x2_p3",
        "n1_c2_f1_i9x5_k4x3_s3x1_p1",
        "n1_c2_f1_i13x12_k3x3_d2_p2",
        "n1_c2_f1_i13x12_k3x4_s2_d3_p3x4",
        "n1_c2_f1_i11x14_k5x3_s4x2_d2_p4x2",
        "n1_c2_f1_i3x4_k3x3_p9",
        "n1_c1_f1_i30x28_k5x5_p2",
        "n1_c1_f1_i60x60_k7x7_s2_p3",
        "n1_c2_f1_i7x7_k3x3_d20_p20",
        "n1_c1_f1_i3x3_k3x3_s1000000000x1_d1000000000x1_p2000000000x1",
        "n1_c2_f1_i3x3_k7x7_p3",
        "n1_c2_f1_i5x4_k1x3_p1",
        "n1_c2_f1_i40_k4_s3_p2",
        "n1_c2_f1_i4x5x6_k3x3x3_p1",
        "n1_c2_f1_i5x5x5_k2x3x2_s2x1x2_p1",
        "n1_c2_f1_i6x5_k3x3_p1_filters-last",
        "n1_c2_f1_i6x5_k3x3_s2_p2_replicate",
        "n1_c3_f1_i6x5_k3x3_p1_channels-last"
      })
  void isThatOfTheLoops(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    int depth = (int) problem.depth();
    int taps = (int) problem.window().kernelSize();
    int positions = (int) problem.window().outputSize();
    for (int rows : new int[] {depth, taps, taps + 1, 2, 1}) {
      for (int most : new int[] {positions, positions / 2 + 1, 5, 1}) {
        compare(problem, DataType.FLOAT32, rows, new Bands(problem.window(), most, 1));
      }
      compare(problem, DataType.FLOAT64, rows, Bands.meetingInput(problem.window(), 20, 1));
    }
  }

  private static <A> void compare(
      ConvolutionProblem problem, DataType<A> type, int rows, Bands bands) {
    ReferenceColumns<A> loops = new ReferenceColumns<>(problem, type);
    int depth = (int) problem.depth();
    Random random = new Random(problem.hashCode());
    A x = integers(type, (int) problem.xSize(), random);
    A matrix = type.newArray(depth * (int) problem.window().outputSize());
    loops.im2col(x, matrix);
    A gradients = integers(type, type.length(matrix), random);
    A want = type.newArray(type.length(x));
    loops.col2im(gradients, want);
    A got = type.newArray(type.length(x));
    for (int band = 0; band < bands.count(); band++) {
      for (int k = 0; k < depth; k += rows) {
        Block<A> block = new Block<>(problem, type, k, Math.min(depth, k + rows), bands, band);
        block.requireGathered(x, matrix);
        block.scatter(gradients, got);
      }
    }
    assertArrayEquals(doubles(type, want), doubles(type, got), problem + " " + type + " " + rows);
  }

  /** Some rows of the matrix, for a band of positions. */
  private record Block<A>(
      ConvolutionProblem problem, DataType<A> type, int first, int end, Bands bands, int band) {

    private boolean channelsFirst() {
      return problem.layout() == Layout.CHANNELS_FIRST;
    }

    private Lowering lowering() {
      return Lowering.onLines(problem);
    }

    private int row() {
      return lowering().rowLength(bands.positions(band)) + (channelsFirst() ? GAP : 0);
    }

    private int at(int k, int o) {
      return channelsFirst() ? 1 + (k - first) * row() + o : 1 + o * (end - first) + k - first;
    }

    /** NaN, also between the rows. */
    private A poisoned() {
      A block = type.newArray(1 + (end - first) * row());
      for (int i = 0; i < type.length(block); i++) {
        type.set(block, i, Double.NaN);
      }
      return block;
    }

    private int matrixIndex(int k, int o) {
      int taps = (int) problem.window().kernelSize();
      boolean byTap = problem.filterLayout() == FilterLayout.FILTERS_LAST;
      int channels = (int) problem.channels();
      int channel = byTap ? k % channels : k / taps;
      int tap = byTap ? k / channels : k % taps;
      return new ReferenceColumns<>(problem, type)
          .index(0, channel, tap, bands.firstPosition(band) + o);
    }

    private void requireGathered(A x, A matrix) {
      A block = poisoned();
      lowering().im2col(Arithmetic.of(type), x, 0, first, end, bands, band, block, 1, row());
      A want = poisoned();
      for (int k = first; k < end; k++) {
        for (int o = 0; o < bands.positions(band); o++) {
          type.set(want, at(k, o), type.get(matrix, matrixIndex(k, o)));
        }
      }
      assertArrayEquals(doubles(type, want), doubles(type, block), toString());
    }

    private void scatter(A gradients, A dx) {
      A block = poisoned();
      for (int k = first; k < end; k++) {
        for (int o = 0; o < bands.positions(band); o++) {
          type.set(block, at(k, o), type.get(gradients, matrixIndex(k, o)));
        }
      }
      A before = type.newArray(type.length(block));
      System.arraycopy(block, 0, before, 0, type.length(block));
      lowering().col2im(Arithmetic.of(type), dx, 0, first, end, bands, band, block, 1, row(), true);
      assertArrayEquals(doubles(type, before), doubles(type, block), "kept: " + this);
    }
  }

  private static <A> A integers(DataType<A> type, int size, Random random) {
    A array = type.newArray(size);
    for (int i = 0; i < size; i++) {
      type.set(array, i, 1 + random.nextInt(8));
    }
    return array;
  }

  private static <A> double[] doubles(DataType<A> type, A array) {
    double[] values = new double[type.length(array)];
    Arrays.setAll(values, i -> type.get(array, i));
    return values;
  }
}
