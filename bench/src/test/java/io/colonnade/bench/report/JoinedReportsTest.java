package io.colonnade.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.bench.throughput.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinedReportsTest {
  private static final Conditions ONE = Rows.conditions("net", Workload.FORWARD, 1);
  private static final Conditions EIGHT = Rows.conditions("net", Workload.FORWARD, 8);

  private static Map<String, Report> files(Report a, Report b) {
    Map<String, Report> files = new LinkedHashMap<>();
    files.put("a.json", a);
    files.put("b.json", b);
    return files;
  }

  private static Report on(String cpu, String date, Roof roof, Result... rows) {
    return new Report(
        new Environment(cpu, 4, "os", "jdk", "blas", date), List.of(roof), null, List.of(rows));
  }

  @Test
  void rowsFollowEachOtherAndTheHighestRoofCounts() {
    Result first = Rows.measured(ONE, "a", 1, "gemm", 1);
    Result second = Rows.measured(EIGHT, "a", 1, "gemm", 8);
    Report joined =
        JoinedReports.of(
            files(
                on("cpu", "monday", new Roof("f32", 1, 100, 30), first),
                on("cpu", "tuesday", new Roof("f32", 1, 90, 40), second)));
    assertEquals(List.of(first, second), joined.results());
    assertEquals(List.of(new Roof("f32", 1, 100, 40)), joined.roofs());
    assertEquals("monday to tuesday", joined.environment().date());
    assertEquals(AaCheck.of(List.of(first, second)), joined.aaCheck());
  }

  @Test
  void figuresOfAnotherMachineAreNotMixedIn() {
    Roof roof = new Roof("f32", 1, 1, 1);
    Report a = on("cpu", "monday", roof, Rows.measured(ONE, "a", 1, "gemm", 1));
    Report b = on("another cpu", "monday", roof, Rows.measured(EIGHT, "a", 1, "gemm", 1));
    var e = assertThrows(IllegalArgumentException.class, () -> JoinedReports.of(files(a, b)));
    assertEquals(
        "b.json: was measured with another cpu, jdk, blas, other than a.json", e.getMessage());
  }

  @Test
  void nothingIsCountedTwice() {
    Report a = Rows.report(Rows.measured(ONE, "a", 1, "gemm", 1));
    var e = assertThrows(IllegalArgumentException.class, () -> JoinedReports.of(files(a, a)));
    assertEquals(
        "b.json: has a row of gemm, a, net, forward, f32, batch 1, 1 thread, as another file or row"
            + " does",
        e.getMessage());
  }
}
