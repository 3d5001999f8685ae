package io.colonnade.bench.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
  @TempDir private Path directory = Path.of("");

  private Backends backends() {
    return new Backends(PeerClassPaths.in(directory), Duration.ofSeconds(1));
  }

  private void build(String name, String... parts) throws IOException {
    Files.writeString(
        directory.resolve(name + ".classpath"), String.join(File.pathSeparator, parts) + "\n");
  }

  private String refusal(String name) {
    var e = assertThrows(IllegalArgumentException.class, () -> backends().resolve(List.of(name)));
    return String.valueOf(e.getMessage());
  }

  @Test
  void namesKeepTheirOrderAndAreTakenOnce() {
    assertEquals(
        List.of("reference", "gemm"),
        backends().resolve(List.of("reference", "gemm", "reference")));
  }

  @Test
  void allIsTheEngineFirstThePeersThatWereBuiltAndTheReferenceLast() throws IOException {
    build("onednn", directory.toString());
    build("pytorch", directory.toString());
    List<String> all = backends().resolve(List.of("all"));
    assertEquals("gemm", all.get(0));
    assertEquals(
        List.of("onednn", "onednn-any", "pytorch", "reference"),
        all.subList(all.size() - 4, all.size()));
    assertEquals(List.of("onnxruntime", "nd4j", "netlib-plain"), backends().missing());
  }

  @Test
  void allMayFollowTheOneThatOthersAreComparedWith() {
    List<String> all = backends().resolve(List.of("reference", "all"));
    assertEquals(List.of("reference", "gemm"), all.subList(0, 2));
    assertEquals(1, all.stream().filter("reference"::equals).count());
  }

  @Test
  void aBackendMayBeHeldToOneOfItsAlgorithms() {
    List<String> names = List.of("gemm", "gemm:im2col");
    assertEquals(names, backends().resolve(names));
    String refusal = refusal("gemm:nothing");
    assertTrue(refusal.startsWith("backend=gemm:nothing: its algorithm must be one of ["), refusal);
  }

  @Test
  void aPeerThatWasNotBuiltIsToldWithTheCommandThatBuildsIt() {
    assertEquals(
        ("backend=onednn-any: its class path, %s, is missing; 'mvn -B -Ppeers -DskipTests package'"
                + " in the source tree makes it")
            .formatted(directory.resolve("onednn.classpath")),
        refusal("onednn-any"));
  }

  @Test
  void aClassPathOfWhichAPartIsGoneIsToldLikewise() throws IOException {
    build("nd4j", directory.toString(), "/no/such.jar");
    String message = refusal("nd4j");
    assertTrue(message.contains("names /no/such.jar, which is missing; 'mvn"), message);
  }

  @Test
  void aNameThatNobodyHasIsToldWithThoseThatThereAre() {
    String message = refusal("nobody");
    assertTrue(message.startsWith("backend=nobody: must be one of ["), message);
    for (String name : List.of("gemm", "reference", "onednn", "netlib-plain", "all]")) {
      assertTrue(message.contains(name), message);
    }
  }

  @Test
  void withoutPeersThereAreNone() {
    List<String> all = Backends.withoutPeers().resolve(List.of("all"));
    assertEquals("gemm", all.get(0));
    assertTrue(!all.contains("onednn"), all.toString());
    assertEquals(List.of(), Backends.withoutPeers().missing());
  }
}
