package io.colonnade.bench.layers;

import io.colonnade.geometry.ConvolutionProblem;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a list of two-dimensional layers in CSV form: a header with exactly {@link #COLUMNS}, in
 * any order, then a row for each distinct layer of one image. Sizes are elements, the padding is
 * symmetric, dilation 1 means none.
 */
public final class LayerCsv {

  /** The columns of the form. */
  public static final List<String> COLUMNS =
      List.of(
          "layer",
          "repeat",
          "groups",
          "in_channels",
          "in_h",
          "in_w",
          "out_channels",
          "kernel_h",
          "kernel_w",
          "stride_h",
          "stride_w",
          "pad_h",
          "pad_w",
          "dilation_h",
          "dilation_w");

  private static final String EXTENSION = ".csv";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .get();

  private final String source;
  private final Set<String> names = new HashSet<>();

  private LayerCsv(String source) {
    this.source = source;
  }

  /**
   * The layers of {@code file}, as a network called by the file's name.
   *
   * @throws IllegalArgumentException naming file, line, column, value and rule, if the content is
   *     not of the form
   * @throws IOException if the file cannot be read
   */
  public static Network read(Path file) throws IOException {
    Path fileName = file.getFileName();
    String name = fileName == null ? file.toString() : fileName.toString();
    if (name.endsWith(EXTENSION)) {
      name = name.substring(0, name.length() - EXTENSION.length());
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(name, file.toString(), reader);
    }
  }

  /**
   * The layers that {@code reader} gives, as a network called {@code name}; errors call their
   * source {@code source}.
   *
   * @throws IllegalArgumentException naming source, line, column, value and rule, if the content is
   *     not of the form
   * @throws IOException if reading fails
   */
  static Network read(String name, String source, Reader reader) throws IOException {
    LayerCsv csv = new LayerCsv(source);
    try (CSVParser parser = FORMAT.parse(reader)) {
      csv.checkHeader(parser.getHeaderNames());
      List<Layer> layers = new ArrayList<>();
      for (CSVRecord row : parser) {
        layers.add(csv.layer(row, parser.getCurrentLineNumber()));
      }
      if (layers.isEmpty()) {
        throw new IllegalArgumentException(
            source + ": must have at least one row below the header");
      }
      return new Network(name, layers);
    } catch (CSVException e) {
      throw csv.malformed(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException cause) {
        throw csv.malformed(cause);
      }
      throw e.getCause();
    }
  }

  private IllegalArgumentException malformed(IOException cause) {
    return new IllegalArgumentException(source + ": is no CSV: " + cause.getMessage(), cause);
  }

  private void checkHeader(List<String> header) {
    List<String> missing = COLUMNS.stream().filter(column -> !header.contains(column)).toList();
    List<String> unknown = header.stream().filter(column -> !COLUMNS.contains(column)).toList();
    if (!missing.isEmpty() || header.size() != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "%s, line 1: header=%s: must name each of the columns %s once; missing %s, unknown %s"
              .formatted(source, header, COLUMNS, missing, unknown));
    }
  }

  private Layer layer(CSVRecord row, long line) {
    if (!row.isConsistent()) {
      throw error(
          line, "values=%d: must be %d, one for each column".formatted(row.size(), COLUMNS.size()));
    }
    String name = row.get("layer");
    if (name.isEmpty()) {
      throw error(line, "layer='': must not be empty");
    }
    if (!names.add(name)) {
      throw error(line, "layer='%s': must be unique in the file".formatted(name));
    }
    Row sizes = new Row(row, line);
    long repeat = sizes.atLeast("repeat", 1);
    var builder =
        ConvolutionProblem.builder()
            .groups(sizes.atLeast("groups", 1))
            .channels(sizes.atLeast("in_channels", 1))
            .filters(sizes.atLeast("out_channels", 1))
            .input(sizes.atLeast("in_h", 1), sizes.atLeast("in_w", 1))
            .kernel(sizes.atLeast("kernel_h", 1), sizes.atLeast("kernel_w", 1))
            .stride(sizes.atLeast("stride_h", 1), sizes.atLeast("stride_w", 1))
            .padding(sizes.atLeast("pad_h", 0), sizes.atLeast("pad_w", 0))
            .dilation(sizes.atLeast("dilation_h", 1), sizes.atLeast("dilation_w", 1));
    try {
      return new Layer(name, repeat, builder.build());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where(line) + "layer '" + name + "': " + e.getMessage(), e);
    }
  }

  private IllegalArgumentException error(long line, String what) {
    return new IllegalArgumentException(where(line) + what);
  }

  private String where(long line) {
    return source + ", line " + line + ": ";
  }

  /** One row's sizes, by column. */
  private final class Row {
    private final CSVRecord values;
    private final long line;

    Row(CSVRecord values, long line) {
      this.values = values;
      this.line = line;
    }

    long atLeast(String column, long least) {
      String text = values.get(column);
      long value;
      try {
        value = Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            where(line) + "%s='%s': must be a whole number".formatted(column, text), e);
      }
      if (value < least) {
        throw error(line, "%s=%d: must be at least %d".formatted(column, value, least));
      }
      return value;
    }
  }
}
