/** The convolution engine: geometry, plans and backends. */
module io.colonnade {
  requires dev.ludovic.netlib.blas;
  requires com.sun.jna;
  requires java.logging;
  requires java.management;
  requires jdk.management;
  requires org.bytedeco.javacpp;
  requires static transitive org.jspecify;

  exports io.colonnade;
  exports io.colonnade.blas;
  exports io.colonnade.columns;
  exports io.colonnade.gemm;
  exports io.colonnade.geometry;
  exports io.colonnade.pooling;
  exports io.colonnade.reference;
  exports io.colonnade.transposed;

  uses io.colonnade.ConvolutionBackend;

  provides io.colonnade.ConvolutionBackend with
      io.colonnade.gemm.GemmBackend,
      io.colonnade.reference.ReferenceBackend;
}
