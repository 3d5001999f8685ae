package io.colonnade.lowering;

/**
 * A band of the result of a product by shifts, and how the source that it needs is laid out.
 *
 * <p>The source lies row by row; a row in planes, one for each phase of both axes; a plane in
 * lines; and a line of each merged slice of the tensor follows that of the slice before. So the
 * positions of the band are a run of {@link #positions} elements, wherever it is shifted to; what
 * lies between the lines of results is computed and dropped. Where lines begin and end with zeros,
 * the zeros after one are those before the next.
 *
 * @param firstRow the first result line
 * @param rows result lines
 * @param firstColumn the first result element of a line
 * @param columns result elements of a line
 * @param slices merged slices of the tensor
 * @param lines source lines of a slice
 * @param lineLength elements of a source line
 * @param stride distance between neighbouring lines
 * @param rowLength distance between neighbouring rows
 */
public record Panel(
    int firstRow,
    int rows,
    int firstColumn,
    int columns,
    int slices,
    int lines,
    int lineLength,
    int stride,
    int rowLength) {

  /** One past the last result line. */
  int endRow() {
    return firstRow + rows;
  }

  /** One past the last result element of a line. */
  int endColumn() {
    return firstColumn + columns;
  }

  /** Positions of so many result lines, those between the lines included. */
  public int positions(int lines) {
    return (lines * slices - 1) * stride + columns;
  }

  /** Whether no positions lie between the lines. */
  public boolean isDense() {
    return stride == columns;
  }

  /** Elements of one plane of a row. */
  int planeLength() {
    return (lines * slices - 1) * stride + lineLength;
  }
}
