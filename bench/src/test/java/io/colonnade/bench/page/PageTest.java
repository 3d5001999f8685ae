package io.colonnade.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.bench.Xml;
import io.colonnade.bench.layers.BuiltInNetwork;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Report;
import io.colonnade.bench.report.Reports;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.report.Rows;
import io.colonnade.bench.throughput.Status;
import io.colonnade.bench.throughput.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PageTest {
  private static final Conditions FORWARD = Rows.conditions("net", Workload.FORWARD, 1);

  private static Document page(Report report) throws Exception {
    return Xml.parse(Page.of(report, Map.of()));
  }

  private static Document page(Result... rows) throws Exception {
    return page(Rows.report(rows));
  }

  /** The cells of the row of {@code pass}, below the network's name. */
  private static List<Element> cells(Document page, String pass) {
    return Xml.elements(page, "tr").stream()
        .map(row -> Xml.elements(row, "td"))
        .filter(cells -> !cells.isEmpty() && cells.get(0).getTextContent().equals(pass))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ratiosAreTheGeometricMeanAndThatOfTheWeightedTotals() throws Exception {
    Element cell =
        cells(
                page(
                    Rows.measured(FORWARD, "a", 1, "gemm", 1),
                    Rows.measured(FORWARD, "a", 1, "peer", 2),
                    Rows.measured(FORWARD, "b", 3, "gemm", 1),
                    Rows.measured(FORWARD, "b", 3, "peer", 8)),
                "forward")
            .get(3);
    assertEquals("4.00 ▲6.50", cell.getTextContent());
    assertEquals("ahead", cell.getAttribute("class"));
  }

  @Test
  void aPeerThatIsAheadIsShownAsAhead() throws Exception {
    Document page =
        page(
            Rows.measured(FORWARD, "a", 1, "gemm", 4),
            Rows.measured(FORWARD, "a", 1, "peer", 1),
            Rows.measured(FORWARD, "b", 1, "gemm", 1),
            Rows.measured(FORWARD, "b", 1, "peer", 1));
    Element cell = cells(page, "forward").get(3);
    assertEquals("0.50 ▼0.40", cell.getTextContent());
    assertEquals("behind", cell.getAttribute("class"));
    assertTrue(
        Xml.texts(page, "p")
            .contains(
                "The fastest peer is ahead of gemm on 1 of the 2 layers measured, over all"
                    + " conditions."),
        Xml.texts(page, "p").toString());
    assertEquals("0.25", cells(page, "net").get(9).getTextContent());
  }

  @Test
  void whatTheBackendDiffersFromItselfByCountsAsEven() throws Exception {
    Element cell =
        cells(
                page(
                    Rows.measured(FORWARD, "a", 1, "gemm", 1),
                    Rows.measured(FORWARD, "a", 1, "peer", 1.009)),
                "forward")
            .get(3);
    assertEquals("1.01 =1.01", cell.getTextContent());
    assertEquals("even", cell.getAttribute("class"));
  }

  @Test
  void missingFiguresAreShownAsSuch() throws Exception {
    Document page =
        page(
            Rows.measured(FORWARD, "a", 1, "gemm", 1),
            Rows.missing(FORWARD, "a", "none-such", Status.UNSUPPORTED, null),
            Rows.measured(FORWARD, "a", 1, "partly", 2),
            Rows.measured(FORWARD, "b", 1, "gemm", 1),
            Rows.missing(FORWARD, "b", "none-such", Status.UNSUPPORTED, null),
            Rows.missing(FORWARD, "b", "partly", Status.FAILED, "out of memory"));
    assertEquals("unsupported", cells(page, "forward").get(3).getTextContent());
    assertEquals("2.00 ▲2.001/2", cells(page, "forward").get(4).getTextContent());
    assertTrue(
        Xml.texts(page, "figcaption")
            .contains(
                "No figures: none-such on 2 of 2 layers (unsupported), partly on 1 of 2 layers"
                    + " (failed: out of memory)."),
        Xml.texts(page, "figcaption").toString());
  }

  @Test
  void whereTheComparedBackendHasNoFiguresThePageStillHasItsPeers() throws Exception {
    Document page =
        page(
            Rows.missing(FORWARD, "a", "gemm", Status.FAILED, "broken"),
            Rows.measured(FORWARD, "a", 1, "peer", 2));
    assertEquals("gemm: failed", cells(page, "forward").get(3).getTextContent());
    assertTrue(Xml.texts(page, "text").contains("gemm: no figure"));
  }

  @Test
  void namesAndMessagesAreEscaped() throws Exception {
    String nasty = "<b>&\"'</b>]]>";
    Conditions conditions = Rows.conditions(nasty, Workload.FORWARD, 1);
    Report report =
        Rows.report(
            Rows.measured(conditions, nasty, 1, "gemm", 1),
            Rows.missing(conditions, nasty, nasty, Status.FAILED, nasty));
    String page = Page.of(report, Map.of("fact", nasty));
    assertFalse(page.contains("<b>"), page);
    Document parsed = Xml.parse(page);
    assertTrue(Xml.texts(parsed, "dd").contains(nasty));
    assertTrue(Xml.texts(parsed, "text").contains(nasty));
    assertTrue(
        Xml.texts(parsed, "figcaption").stream()
            .anyMatch(text -> text.contains("failed: " + nasty)));
  }

  @Test
  void thePageNeedsNothingElse() throws Exception {
    Report report = Reports.forward(BuiltInNetwork.MOBILENET_V1, "gemm", "reference");
    Document page = Xml.parse(Page.of(report, Map.of()));
    for (String element : List.of("script", "link", "img", "iframe", "object")) {
      assertEquals(List.of(), Xml.elements(page, element));
    }
    String css = Xml.texts(page, "style").get(0);
    assertTrue(css.contains("prefers-color-scheme: dark"), css);
    assertFalse(css.contains("url(") || css.contains("@import"), css);
    List<String> ids = new ArrayList<>();
    Xml.elements(page, "h2").forEach(heading -> ids.add("#" + heading.getAttribute("id")));
    assertEquals(
        ids, Xml.elements(page, "a").stream().map(link -> link.getAttribute("href")).toList());
  }

  @Test
  void everythingHasItsPlace() throws Exception {
    List<Result> rows = new ArrayList<>();
    for (Workload pass :
        List.of(Workload.FORWARD, Workload.BACKWARD_DATA, Workload.BACKWARD_WEIGHTS)) {
      for (long batch : new long[] {1, 8}) {
        Conditions conditions = Rows.conditions("net", pass, batch);
        rows.add(Rows.measured(conditions, "a", 1, "gemm", 1));
        rows.add(Rows.measured(conditions, "a", 1, "peer", 3));
      }
    }
    Document page = page(rows.toArray(Result[]::new));
    assertEquals(List.of("gemm beside peer"), Xml.texts(page, "h1"));
    assertTrue(Xml.texts(page, "dd").contains("Some CPU; logical cores: 4"));
    assertTrue(
        Xml.texts(page, "dd")
            .contains(
                "gemm, entered twice, differs from itself by 1.0 % in the median, by 1.0 % at most"
                    + " (a)"));
    assertEquals("3.00 ▲3.00", cells(page, "training").get(3).getTextContent());
    List<String> charts =
        Xml.elements(page, "svg").stream().map(svg -> svg.getAttribute("aria-label")).toList();
    assertEquals(8 + 2 + 1 + 1, charts.size(), charts.toString());
    for (String chart :
        List.of(
            "net, training, batch 8, 1 thread, f32, Java arrays",
            "Roofline, batch 8, 1 thread, f32",
            "net, threads: 1",
            "Largest resident size of the process")) {
      assertTrue(charts.contains(chart), charts.toString());
    }
    assertTrue(
        Xml.texts(page, "p")
            .contains("No figures: nothing was measured for more than one number."));
    assertTrue(Xml.texts(page, "td").containsAll(List.of("4 KiB", "3.0 MiB", "–")));
  }
}
