package io.colonnade.bench.child;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The class paths of the peers, which the Maven profile {@code peers} writes.
 *
 * @param directory where their files are
 * @param peers the peers, in the order of reports
 */
record PeerClassPaths(Path directory, List<Peer> peers) {
  private static final String BUILD = "mvn -B -Ppeers -DskipTests package";

  private static final List<Peer> ALL =
      List.of(
          new Peer("onednn", "onednn.classpath"),
          new Peer("onednn-any", "onednn.classpath"),
          new Peer("onnxruntime", "onnxruntime.classpath"),
          new Peer("pytorch", "pytorch.classpath"),
          new Peer("nd4j", "nd4j.classpath"),
          new Peer("netlib-plain", "netlib-plain.classpath"));

  /**
   * A peer.
   *
   * @param backend the backend's name
   * @param file the file that holds its class path
   */
  record Peer(String backend, String file) {}

  /** No peers at all. */
  static PeerClassPaths none() {
    return new PeerClassPaths(Path.of(""), List.of());
  }

  /** All peers, with files in {@code directory}. */
  static PeerClassPaths in(Path directory) {
    return new PeerClassPaths(directory, ALL);
  }

  /** All peers, with files beside the jar or the directory of classes that this class is from. */
  static PeerClassPaths besideThisClass() {
    try {
      Path classes =
          Path.of(PeerClassPaths.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return in(Objects.requireNonNull(classes.getParent()).resolve("peers"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the benchmark's own jar cannot be found", e);
    }
  }

  /** The names of all peers, whether they have been built or not. */
  List<String> names() {
    return peers.stream().map(Peer::backend).toList();
  }

  /** Whether {@code name} has been built. */
  boolean built(String name) {
    return Files.isReadable(file(name));
  }

  /**
   * The class path of {@code name}.
   *
   * @throws IllegalArgumentException with the remedy, if it has not been built, or if a part of it
   *     is gone
   */
  String of(String name) {
    Path file = file(name);
    if (!built(name)) {
      throw new IllegalArgumentException(
          "backend=%s: its class path, %s, is missing; '%s' in the source tree makes it"
              .formatted(name, file, BUILD));
    }
    String classPath = read(file);
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(classPath)
        .filter(part -> !Files.exists(Path.of(part)))
        .findFirst()
        .ifPresent(
            part -> {
              throw new IllegalArgumentException(
                  "backend=%s: its class path, %s, names %s, which is missing; '%s' makes it anew"
                      .formatted(name, file, part, BUILD));
            });
    return classPath;
  }

  private Path file(String name) {
    return peers.stream()
        .filter(peer -> peer.backend.equals(name))
        .findFirst()
        .map(peer -> directory.resolve(peer.file))
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }
}
