package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a backend on the command line. */
final class BackendConverter implements ITypeConverter<ConvolutionBackend> {
  /** The backend that is tested where none is named. */
  static final String DEFAULT = "gemm";

  @Override
  public ConvolutionBackend convert(String name) {
    try {
      return ConvolutionBackend.named(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
