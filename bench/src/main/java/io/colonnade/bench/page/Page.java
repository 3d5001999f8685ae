package io.colonnade.bench.page;

import io.colonnade.bench.report.AaCheck;
import io.colonnade.bench.report.Environment;
import io.colonnade.bench.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The page. */
public final class Page {
  private static final List<String> SECTIONS =
      List.of(
          Summary.TITLE,
          PeersAhead.TITLE,
          Layers.TITLE,
          Roofline.TITLE,
          Scaling.THREADS,
          Scaling.BATCH,
          Memory.TITLE);

  private final Html html = new Html();
  private final View view;

  private Page(Report report) {
    this.view = View.of(report);
  }

  /**
   * The page as a complete HTML document.
   *
   * @param report the figures; its first backend is compared with all the others
   * @param facts what else is to be said of the run, by name
   */
  public static String of(Report report, Map<String, String> facts) {
    return new Page(report).write(facts);
  }

  private String write(Map<String, String> facts) {
    html.open("html", "lang", "en").open("head");
    html.single("meta", "charset", "utf-8");
    html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.element("title", title());
    html.open("style").markup(styleSheet()).close().close();
    html.open("body").open("header").element("h1", title());
    html.open("dl");
    environment();
    facts.forEach(this::entry);
    html.close();
    contents();
    html.close().open("main");
    new Summary(html, view).write();
    new PeersAhead(html, view).write();
    new Layers(html, view).write();
    new Roofline(html, view).write();
    new Scaling(html, view).write();
    new Memory(html, view).write();
    return html.close().close().close().toString();
  }

  private String title() {
    String networks = String.join(", ", view.networks());
    return view.peers().isEmpty()
        ? "Convolution throughput of %s on %s".formatted(view.backend(), networks)
        : "%s beside %s".formatted(view.backend(), String.join(", ", view.peers()));
  }

  private void environment() {
    Environment environment = view.report().environment();
    entry("CPU", environment.cpu() + "; logical cores: " + environment.cores());
    entry("JDK", environment.jdk());
    entry("System", environment.os());
    entry("BLAS", environment.blas());
    entry("Begun", environment.date());
    AaCheck check = view.report().aaCheck();
    entry("A/A check", check == null ? "none: nothing was measured" : sentence(check));
  }

  private static String sentence(AaCheck check) {
    return "%s, entered twice, differs from itself by %s in the median, by %s at most (%s)"
        .formatted(
            check.backend(),
            Text.percent(check.medianDifference()),
            Text.percent(check.worstDifference()),
            check.worstLayer());
  }

  private void entry(String name, String text) {
    html.element("dt", name).element("dd", text);
  }

  private void contents() {
    html.open("nav").open("ul");
    for (String section : SECTIONS) {
      html.open("li");
      html.element("a", section, "href", "#" + Text.id(section)).close();
    }
    html.close().close();
  }

  private static String styleSheet() {
    try (InputStream stream =
        Objects.requireNonNull(Page.class.getResourceAsStream("page.css"), "page.css")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
