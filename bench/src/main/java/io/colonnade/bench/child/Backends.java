package io.colonnade.bench.child;

import io.colonnade.ConvolutionBackend;
import io.colonnade.bench.throughput.ForcedBackend;
import io.colonnade.bench.throughput.Runner;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The backends that can be measured: those on this process's class path, and the peers that have
 * been built.
 */
public final class Backends {

  /** The name that stands for all of them. */
  public static final String ALL = "all";

  private static final String FIRST = "gemm";
  private static final String LAST = "reference";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> AGENTS =
      List.of("-javaagent:", "-agentlib:", "-agentpath:", "-Xrunjdwp");

  private final Set<String> own;
  private final PeerClassPaths peers;
  private final Duration patience;

  /** Those of this process, and the peers beside its jar. */
  public static Backends withPeers() {
    return new Backends(PeerClassPaths.besideThisClass(), PATIENCE);
  }

  /** Those of this process alone. */
  public static Backends withoutPeers() {
    return new Backends(PeerClassPaths.none(), PATIENCE);
  }

  Backends(PeerClassPaths peers, Duration patience) {
    this.own = new LinkedHashSet<>();
    ConvolutionBackend.all().forEach(backend -> own.add(backend.name()));
    this.peers = peers;
    this.patience = patience;
  }

  /**
   * The backends that {@code names} mean, each once: {@value #ALL} is gemm, what else this process
   * has, the peers that have been built, and the reference.
   *
   * @throws IllegalArgumentException if there is no backend of a name, or a peer has not been built
   */
  public List<String> resolve(List<String> names) {
    List<String> resolved =
        names.stream()
            .flatMap(name -> name.equals(ALL) ? all() : Stream.of(name))
            .distinct()
            .toList();
    resolved.forEach(this::classPath);
    return resolved;
  }

  private Stream<String> all() {
    return Stream.of(
            Stream.of(FIRST),
            own.stream().filter(name -> !name.equals(LAST)),
            peers.names().stream().filter(peers::built),
            Stream.of(LAST))
        .flatMap(names -> names);
  }

  /** The peers that have not been built. */
  public List<String> missing() {
    return peers.names().stream()
        .filter(peer -> !own.contains(peer) && !peers.built(peer))
        .toList();
  }

  /** The backend called {@code name} in a process of its own, which is yet to be started. */
  public Runner runner(String name) {
    return new Child(name, command(name), patience);
  }

  private List<String> command(String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> AGENTS.stream().noneMatch(argument::startsWith))
        .forEach(command::add);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dai.djl.offline=true");
    command.add("-cp");
    command.add(classPath(name));
    command.add(ChildMain.class.getName());
    command.add(name);
    return command;
  }

  private static void requireAlgorithm(String name) {
    if (!name.equals(ForcedBackend.baseName(name))) {
      ForcedBackend.named(name);
    }
  }

  private String classPath(String name) {
    if (own.contains(ForcedBackend.baseName(name))) {
      requireAlgorithm(name);
      return System.getProperty("java.class.path");
    }
    if (peers.names().contains(name)) {
      return peers.of(name);
    }
    List<String> known = new ArrayList<>(own);
    known.addAll(peers.names());
    known.add(ALL);
    throw new IllegalArgumentException("backend=%s: must be one of %s".formatted(name, known));
  }
}
