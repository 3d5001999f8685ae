package io.colonnade.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.JsonReport;
import io.colonnade.bench.report.Report;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.throughput.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import picocli.CommandLine;

class MainTest {
  private static final String TINY = "n1_c2_f3_i5x5_k3x3";

  @TempDir private Path directory = Path.of("");

  /** What a command left behind. */
  private record Outcome(int status, String out, String err) {}

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Outcome(commandLine.execute(args), out.toString(), err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          throughput --net lenet            | Invalid value for option '--net' (NET): 'lenet' must be one of [resnet50, vgg19, alexnet, mobilenet_v1, deepbench]
          throughput --pass sideways        | pass=sideways: must be one of [forward, backward-data, backward-weights, training], or all
          throughput --mode there           | Invalid value for option '--mode': 'there' must be one of [arrays, native]
          throughput --filters maybe        | Invalid value for option '--filters': 'maybe' must be one of [each-call, prepared]
          throughput --budget 0             | budget=0.0: must be more than 0
          throughput --budget 1 --quick     | mutually exclusive
          throughput --threads 1,0          | threads=0: must be at least 1
          throughput --chart c.svg --batch 1,2 | chart=c.svg: shows one network, pass, batch and number of threads, not 2
          throughput --backend gemm,nobody  | backend=nobody: must be one of [
          throughput --dtype f16            | dtype=f16: must be one of [f32, f64]
          throughput --batch 0              | batch=0: must be at least 1
          throughput --batch two            | Invalid value for option '--batch' (N): 'two'
          throughput --threads -1           | threads=-1: must be at least 1
          throughput --problem n1_c2        | problem='n1_c2': 'f' is missing
          throughput --net vgg19 --problem x | mutually exclusive
          throughput --layers no.csv        | layers=no.csv: cannot be read: java.nio.file.NoSuchFileException
          throughput --json no/such/dir.json | json=no/such/dir.json: must name a file in a directory
          throughput --chart no/such/dir.png | chart=no/such/dir.png: must name a file in a directory
          throughput --chart chart.gif      | chart=chart.gif: must end in .svg or .png
          throughput --quicker              | Unknown option
          report                            | Missing required option: '--out=FILE.html'
          report --out page.htm             | out=page.htm: must end in .html
          report --out no/such/page.html    | out=no/such/page.html: must name a file in a directory
          report --out page.html --budget 0 | budget=0.0: must be more than 0
          report --out page.html --from no.json | from=no.json: cannot be read
          report --out page.html --from no.json --net vgg19 | from=[no.json]: measures nothing, and so takes none of [--net]
          explain --net lenet               | Invalid value for option '--net' (NET)
          info --net alexnet                | Unknown option
          measure                           | Unmatched argument
          ''                                | Missing required subcommand
          """)
  void wrongUsageIsToldInOneLineWithStatus2(String args, String message) {
    Outcome outcome = run(args.isEmpty() ? new String[0] : args.split(" "));
    assertEquals(2, outcome.status);
    assertEquals(1, outcome.err.lines().count(), outcome.err);
    assertTrue(outcome.err.contains(message), outcome.err);
    assertEquals("", outcome.out);
  }

  @Test
  void aBadLayerFileIsToldWithItsLine() throws IOException {
    Path file = Files.writeString(directory.resolve("net.csv"), "layer,repeat\n");
    Outcome outcome = run("explain", "--layers", file.toString());
    assertEquals(2, outcome.status);
    assertTrue(outcome.err.contains(file + ", line 1: header="), outcome.err);
  }

  @Test
  void backendsThatFailAreToldByNameWithWhatTheyWroteAndTheRestGoesOn() throws IOException {
    Path json = directory.resolve("out.json");
    Outcome outcome =
        run(
            ("throughput --quick --threads 1 --backend reference,throwing,exiting,idle --problem n2"
                    + TINY.substring(2)
                    + " --json "
                    + json)
                .split(" "));
    assertEquals(0, outcome.status, outcome.err);
    for (String line :
        List.of(
            "backend=throwing: java.lang.UnsatisfiedLinkError: no such library",
            "  | last words",
            "backend=exiting: its process ended with status 7")) {
      assertTrue(outcome.err.lines().anyMatch(line::equals), outcome.err);
    }
    for (String line :
        List.of(
            "throwing: failed on problem: java.lang.UnsatisfiedLinkError: no such library",
            "exiting: failed on problem: its process ended with status 7",
            "idle: failed on problem: forward of n2_c2_f3_i5x5_k3x3: wrote a result that is not"
                + " finite, or left elements unwritten")) {
      assertTrue(outcome.out.lines().anyMatch(line::equals), outcome.out);
    }
    List<Status> statuses = JsonReport.read(json).results().stream().map(Result::status).toList();
    assertEquals(List.of(Status.MEASURED, Status.FAILED, Status.FAILED, Status.FAILED), statuses);
  }

  @Test
  void everyCombinationOfTheOptionsIsMeasuredWithinABudget() throws IOException {
    Path json = directory.resolve("out.json");
    Outcome outcome =
        run(
            ("throughput --budget 0.02 --pass all --batch 1,2 --threads 1,2 --backend"
                    + " reference,forward-only --filters prepared --mode native --problem "
                    + TINY
                    + " --json "
                    + json)
                .split(" "));
    assertEquals(0, outcome.status, outcome.err);
    Report report = JsonReport.read(json);
    assertEquals(16, report.conditions().size());
    assertEquals(32, report.results().size());
    assertEquals(2, report.roofs().size());
    assertTrue(outcome.out.contains("budget: took "), outcome.out);
    assertTrue(outcome.out.contains("reference: no prepared filters on problem"), outcome.out);
  }

  @Test
  void reportMeasuresAndShowsAndCanShowItAgain() throws Exception {
    Path page = directory.resolve("page.html");
    Path again = directory.resolve("again.html");
    Path file =
        Files.writeString(
            directory.resolve("tiny.csv"),
            """
            layer,repeat,groups,in_channels,in_h,in_w,out_channels,kernel_h,kernel_w,stride_h,stride_w,pad_h,pad_w,dilation_h,dilation_w
            first,2,1,2,5,5,3,3,3,1,1,0,0,1,1
            second,1,1,2,5,5,3,3,3,1,1,0,0,1,1
            """);
    Outcome outcome =
        run(
            ("report --budget 0.02 --batch 1,2 --threads 1,2 --backend reference,forward-only"
                    + " --layers "
                    + file
                    + " --out "
                    + page)
                .split(" "));
    assertEquals(0, outcome.status, outcome.err);
    Report report = JsonReport.read(directory.resolve("page.json"));
    Set<String> nets =
        report.conditions().stream().map(Conditions::net).collect(Collectors.toSet());
    assertEquals(Set.of("tiny", "tiny, 2 layers"), nets);
    List<Result> forward =
        report.results().stream()
            .filter(row -> row.conditions().equals(report.conditions().get(0)))
            .toList();
    assertEquals(
        List.of("first reference", "first forward-only", "second reference", "second forward-only"),
        forward.stream().map(row -> row.layer() + " " + row.backend()).toList());
    assertEquals(forward.get(0).figures(), forward.get(2).figures());

    Outcome shown = run("report", "--from", directory + "/page.json", "--out", again.toString());
    assertEquals(0, shown.status, shown.err);
    Document first = Xml.parse(Files.readString(page));
    Document second = Xml.parse(Files.readString(again));
    for (String element : List.of("h1", "td", "text", "figcaption")) {
      assertEquals(Xml.texts(first, element), Xml.texts(second, element));
    }
    assertTrue(Xml.texts(first, "dd").contains("page.json"), Xml.texts(first, "dd").toString());
  }

  @Test
  void throughputPrintsWritesAndDraws() throws IOException {
    Path json = directory.resolve("out.json");
    Path chart = directory.resolve("out.png");
    Outcome outcome =
        run(
            ("throughput --quick --threads 2 --dtype f64 --pass backward-data --batch 3 --problem "
                    + TINY
                    + " --backend reference,forward-only --json "
                    + json
                    + " --chart "
                    + chart)
                .split(" "));
    assertEquals(0, outcome.status, outcome.err);
    List<String> lines = outcome.out.lines().toList();
    assertEquals("problem, backward-data, f64, batch 3, 2 threads", lines.get(0));
    assertTrue(lines.get(4).matches("problem .* - +- +loops"), lines.get(4));
    assertTrue(lines.contains("forward-only: unsupported on problem"), outcome.out);
    assertTrue(outcome.out.contains("A/A (reference against itself)"), outcome.out);

    JsonNode results = new ObjectMapper().readTree(json.toFile()).get("results");
    assertEquals(2, results.size());
    assertEquals("unsupported", results.get(1).get("status").textValue());
    JsonNode row = results.get(0);
    assertEquals("reference", row.get("backend").textValue());
    assertEquals("n3_c2_f3_i5x5_k3x3", row.get("problem").textValue());
    assertEquals(2, row.get("threads").intValue());
    double gflops = row.get("flops").doubleValue() / row.get("seconds").doubleValue() / 1e9;
    assertEquals(gflops, row.get("gflops").doubleValue(), 1e-9 * gflops);
    assertTrue(row.get("ceiling_gflops").doubleValue() > 0);

    assertTrue(ImageIO.read(chart.toFile()).getWidth() > 0);
  }

  @Test
  void explainTellsAlgorithmReasonAndWorkspaceOfEveryPassAndLayer() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("net.csv"),
            """
            layer,repeat,groups,in_channels,in_h,in_w,out_channels,kernel_h,kernel_w,stride_h,stride_w,pad_h,pad_w,dilation_h,dilation_w
            first,1,1,2,5,5,3,3,3,1,1,0,0,1,1
            second,1,1,3,3,3,4,1,1,1,1,0,0,1,1
            """);
    Outcome outcome =
        run(
            "explain",
            "--pass",
            "training",
            "--backend",
            "reference,forward-only",
            "--layers",
            file.toString());
    assertEquals(0, outcome.status, outcome.err);
    for (String line :
        List.of(
            "first n1_c2_f3_i5x5_k3x3",
            "second n1_c3_f4_i3x3_k1x1",
            "  reference: forward: loops, 0 bytes of workspace: ",
            "  reference: backward-data: loops",
            "  reference: backward-weights: loops",
            "  forward-only: training unsupported")) {
      assertTrue(outcome.out.contains(line), outcome.out);
    }
  }

  @Test
  void infoPrintsTheBlasReport() {
    Outcome outcome = run("info");
    assertEquals(0, outcome.status, outcome.err);
    for (String label : List.of("BLAS", "provider", "class", "self-test")) {
      assertTrue(outcome.out.lines().anyMatch(line -> line.startsWith(label)), outcome.out);
    }
  }

  @Test
  void helpNamesTheCommandsAndTheirOptions() {
    assertTrue(run("--help").out.contains("throughput"));
    Outcome help = run("throughput", "--help");
    assertEquals(0, help.status);
    for (String option :
        List.of(
            "--net",
            "--layers",
            "--problem",
            "--pass",
            "--batch",
            "--threads",
            "--dtype",
            "--backend",
            "--mode",
            "--filters",
            "--budget",
            "--quick",
            "--json",
            "--chart")) {
      assertTrue(help.out.contains(option), help.out);
    }
  }
}
