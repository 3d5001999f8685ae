package io.colonnade.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that commands write. */
final class OutputFiles {
  private OutputFiles() {}

  /**
   * Makes sure, before anything is measured, that {@code file} can be written.
   *
   * @throws UsageException naming {@code option}, if it cannot
   */
  static void requireWritable(String option, Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
      throw new UsageException(
          "%s=%s: must name a file in a directory that exists and can be written"
              .formatted(option, file));
    }
  }
}
