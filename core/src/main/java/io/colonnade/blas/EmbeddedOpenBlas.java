package io.colonnade.blas;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** The OpenBLAS of the {@code org.bytedeco:openblas} natives on the class path. */
final class EmbeddedOpenBlas {
  private EmbeddedOpenBlas() {}

  /**
   * The files to load, in this order, the last being OpenBLAS; unpacked into JavaCPP's cache if
   * they are not there yet.
   *
   * @throws FileNotFoundException if the class path has no natives for this platform
   */
  static List<Path> unpack() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : names(Loader.getPlatform())) {
      URL resource = EmbeddedOpenBlas.class.getClassLoader().getResource(name);
      if (resource == null) {
        throw new FileNotFoundException("no " + name + " on the class path");
      }
      files.add(Loader.cacheResource(resource).toPath().toRealPath());
    }
    return files;
  }

  /** The artifact that brings the natives of this platform. */
  static String artifact() {
    return "org.bytedeco:openblas, classifier " + Loader.getPlatform();
  }

  /** OpenBLAS and before it what it needs, as resources; {@code platform} in JavaCPP's spelling. */
  static List<String> names(String platform) {
    List<String> names =
        switch (platform) {
          case "linux-x86_64" ->
              List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");
          case "linux-arm64" -> List.of("libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0");
          case "macosx-x86_64", "macosx-arm64" ->
              List.of(
                  "libgcc_s.1.1.dylib",
                  "libquadmath.0.dylib",
                  "libgfortran.5.dylib",
                  "libopenblas.0.dylib");
          case "windows-x86_64" -> List.of("libopenblas.dll");
          default -> throw new IllegalStateException("there are no natives for " + platform);
        };
    return names.stream().map(name -> "org/bytedeco/openblas/" + platform + "/" + name).toList();
  }
}
