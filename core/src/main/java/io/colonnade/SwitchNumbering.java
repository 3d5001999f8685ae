package io.colonnade;

/**
 * How a switch numbers the cells it may name.
 *
 * <p>With a plane of cells {@code H × W}, the cell (h, w) of channel c of image n is
 *
 * <table>
 * <caption>The number of cell (h, w)</caption>
 * <tr><th></th><th>channels-first</th><th>channels-last</th></tr>
 * <tr><td>{@link #PLANE_ROW_MAJOR}</td><td>h·W + w</td><td>h·W + w</td></tr>
 * <tr><td>{@link #PLANE_COLUMN_MAJOR}</td><td>w·H + h</td><td>w·H + h</td></tr>
 * <tr><td>{@link #TENSOR_ROW_MAJOR}</td><td>(n·C + c)·H·W + h·W + w</td>
 *     <td>(n·H·W + h·W + w)·C + c</td></tr>
 * <tr><td>{@link #TENSOR_COLUMN_MAJOR}</td><td>(n·C + c)·H·W + w·H + h</td>
 *     <td>(n·H·W + w·H + h)·C + c</td></tr>
 * </table>
 *
 * and so on for other numbers of axes: row-major the last axis varies fastest, column-major the
 * first. The layout of the tensors is the same in all four.
 */
public enum SwitchNumbering {
  /** Within the plane, row by row, as PyTorch counts. */
  PLANE_ROW_MAJOR(false, false),
  /** Within the plane, column by column. */
  PLANE_COLUMN_MAJOR(false, true),
  /** Through the whole tensor as it lies in its array, as ONNX (storage order 0) and TensorFlow. */
  TENSOR_ROW_MAJOR(true, false),
  /** Through the whole tensor, each plane column by column, as ONNX with storage order 1. */
  TENSOR_COLUMN_MAJOR(true, true);

  private final boolean wholeTensor;
  private final boolean columnMajor;

  SwitchNumbering(boolean wholeTensor, boolean columnMajor) {
    this.wholeTensor = wholeTensor;
    this.columnMajor = columnMajor;
  }

  /** Whether numbers count through the whole tensor, not within one plane. */
  public boolean wholeTensor() {
    return wholeTensor;
  }

  /** Whether the first axis of a plane varies fastest, not the last. */
  public boolean columnMajor() {
    return columnMajor;
  }
}
