package io.colonnade.bench.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.geometry.ConvolutionProblem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerCsvTest {
  private static final String HEADER = String.join(",", LayerCsv.COLUMNS) + "\n";
  private static final String GOOD = "a,2,4,8,9,10,12,3,5,2,1,1,0,1,2\n";

  private static Network read(String text) throws IOException {
    return LayerCsv.read("net", "net.csv", new StringReader(text));
  }

  /** The message of the error that {@code text} brings about. */
  private static String error(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage());
  }

  @Test
  void readsEveryColumn() throws IOException {
    ConvolutionProblem problem =
        ConvolutionProblem.builder()
            .groups(4)
            .channels(8)
            .input(9, 10)
            .filters(12)
            .kernel(3, 5)
            .stride(2, 1)
            .padding(1, 0)
            .dilation(1, 2)
            .build();
    assertEquals(new Network("net", List.of(new Layer("a", 2, problem))), read(HEADER + GOOD));
  }

  @Test
  void columnsMayStandInAnyOrderAndEmptyLinesAreSkipped() throws IOException {
    Network swapped =
        read(
            HEADER.replace("layer,repeat", "repeat , layer")
                + "\n"
                + GOOD.replace("a,2", "2, a")
                + "\n");
    assertEquals(read(HEADER + GOOD), swapped);
  }

  @Test
  void theFileNamesTheNetwork(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("mine.csv"), HEADER + GOOD);
    assertEquals("mine", LayerCsv.read(file).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a,2,4,8,9,10,12,3,5,2,1,1,0,1,2,9 | net.csv, line 3: values=16: must be 15, one for each column
          a,2,4,8                           | net.csv, line 3: values=4: must be 15, one for each column
          ,2,4,8,9,10,12,3,5,2,1,1,0,1,2    | net.csv, line 3: layer='': must not be empty
          first,1,1,1,9,9,1,1,1,1,1,0,0,1,1 | net.csv, line 3: layer='first': must be unique in the file
          a,0,4,8,9,10,12,3,5,2,1,1,0,1,2   | net.csv, line 3: repeat=0: must be at least 1
          a,2,0,8,9,10,12,3,5,2,1,1,0,1,2   | net.csv, line 3: groups=0: must be at least 1
          a,2,4,-8,9,10,12,3,5,2,1,1,0,1,2  | net.csv, line 3: in_channels=-8: must be at least 1
          a,2,4,8,x,10,12,3,5,2,1,1,0,1,2   | net.csv, line 3: in_h='x': must be a whole number
          a,2,4,8,9,1.5,12,3,5,2,1,1,0,1,2  | net.csv, line 3: in_w='1.5': must be a whole number
          a,2,4,8,9,10,,3,5,2,1,1,0,1,2     | net.csv, line 3: out_channels='': must be a whole number
          a,2,4,8,9,10,12,3,5,0,1,1,0,1,2   | net.csv, line 3: stride_h=0: must be at least 1
          a,2,4,8,9,10,12,3,5,2,1,1,-1,1,2  | net.csv, line 3: pad_w=-1: must be at least 0
          a,2,4,8,9,10,12,3,5,2,1,1,0,1,0   | net.csv, line 3: dilation_w=0: must be at least 1
          a,2,3,8,9,10,12,3,5,2,1,1,0,1,2   | net.csv, line 3: layer 'a': groups=3: must divide channels=8
          """)
  void aBadRowIsNamedWithItsLineColumnValueAndRule(String row, String message) {
    String text = HEADER + "first,1,1,1,9,9,1,1,1,1,1,0,0,1,1\n" + row + "\n";
    assertEquals(message, error(text));
  }

  @Test
  void anEmptyOutputIsNamedWithItsLineAndLayer() {
    String text = HEADER + "a,1,1,1,2,9,1,5,1,1,1,0,0,1,1\n";
    String message = error(text);
    assertTrue(
        message.startsWith("net.csv, line 2: layer 'a': output=-2: would be empty"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          layer,repeat    | ; missing [groups, in_channels,
          layer,layer     | ; missing [repeat, groups,
          name            | , unknown [name]
          layer,,pad_h    | , unknown []
          """)
  void aBadHeaderIsNamed(String header, String part) {
    String message = error(header + "\n" + GOOD);
    assertTrue(message.startsWith("net.csv, line 1: header=["), message);
    assertTrue(message.contains(part), message);
  }

  @Test
  void aColumnNamedTwiceIsAnError() {
    String text = "layer," + HEADER + "b," + GOOD;
    String message = error(text);
    assertTrue(message.contains("must name each of the columns"), message);
  }

  @Test
  void textThatIsNoCsvIsAnError() {
    String message = error(HEADER + "\"a\"x,2,4,8,9,10,12\n");
    assertTrue(message.startsWith("net.csv: is no CSV: "), message);
  }

  @Test
  void aHeaderAloneIsAnError() {
    String message = error(HEADER);
    assertEquals("net.csv: must have at least one row below the header", message);
  }

  @Test
  void anEmptyFileIsAnError() {
    String message = error("");
    assertTrue(message.startsWith("net.csv, line 1: header=[]"), message);
  }
}
