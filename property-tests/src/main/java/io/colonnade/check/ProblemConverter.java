package io.colonnade.check;

import io.colonnade.geometry.ConvolutionProblem;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a problem string on the command line. */
final class ProblemConverter implements ITypeConverter<ConvolutionProblem> {
  @Override
  public ConvolutionProblem convert(String text) {
    try {
      return ConvolutionProblem.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
