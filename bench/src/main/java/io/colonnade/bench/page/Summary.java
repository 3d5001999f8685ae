package io.colonnade.bench.page;

import io.colonnade.bench.report.Comparison;
import io.colonnade.bench.report.Conditions;
import java.util.List;

/** Who is ahead, over whole networks: in a few lines, then condition by condition. */
final class Summary {
  static final String TITLE = "Summary";

  private final Html html;
  private final View view;

  Summary(Html html, View view) {
    this.html = html;
    this.view = view;
  }

  void write() {
    Text.heading(html, TITLE);
    html.element(
        "p",
        ("A ratio is the peer’s time divided by %s’s: above 1, %1$s is ahead. The large number is the"
                + " geometric mean over the layers, each counted once; the small one is the ratio of the whole"
                + " network’s time, each layer as often as it occurs. Differences below %s, by which %1$s differs from"
                + " itself in the median, count as even.")
            .formatted(view.backend(), Text.percent(view.noise())));
    html.element(
        "p",
        "Like is compared with like. Java arrays: arrays in and out, which is what a Java program pays. Native"
            + " tensors: X and Y lie in the library’s own memory already, which is a library at its best. Prepared"
            + " filters: filters have been brought into the backend’s own layout ahead of the call.");
    if (view.groups().stream().anyMatch(Group::summed)) {
      html.element(
          "p",
          "Training is the sum of its three passes, measured apart; a library that computes both gradients at once,"
              + " as ND4J does, is charged for both twice.");
    }
    verdicts();
    view.byCounting().forEach(this::table);
  }

  /** One line for each peer and way of counting. */
  private void verdicts() {
    html.open("div", "class", "scroll").open("table");
    html.element("caption", "Comparisons of a whole network, by the geometric mean");
    html.open("thead").open("tr");
    html.element("th", "peer", "class", "name").element("th", "counting", "class", "name");
    for (String head : List.of("comparisons", "ahead", "even", "behind", "lowest", "highest")) {
      html.element("th", head);
    }
    html.close().close().open("tbody");
    for (String peer : view.peers()) {
      view.byCounting().forEach(groups -> verdict(peer, groups));
    }
    html.close().close().close();
  }

  private void verdict(String peer, List<Group> groups) {
    double[] means =
        groups.stream()
            .map(group -> group.comparison(view.backend(), peer).geometricMean())
            .filter(mean -> mean != null)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    html.open("tr").element("td", peer, "class", "name");
    html.element("td", Text.counting(groups.get(0).conditions()), "class", "name");
    if (means.length == 0) {
      html.element("td", reason(peer, groups), "class", "why name", "colspan", "6").close();
      return;
    }
    int ahead = 0;
    int behind = 0;
    for (double mean : means) {
      ahead += view.ahead(mean) ? 1 : 0;
      behind += view.behind(mean) ? 1 : 0;
    }
    html.element("td", Integer.toString(means.length));
    html.element("td", Integer.toString(ahead));
    html.element("td", Integer.toString(means.length - ahead - behind));
    html.element("td", Integer.toString(behind));
    ratioCell(means[0]);
    ratioCell(means[means.length - 1]);
    html.close();
  }

  private void ratioCell(double ratio) {
    html.element("td", Text.ratio(ratio) + sign(ratio), "class", judgement(ratio));
  }

  private void table(List<Group> groups) {
    html.element("h3", sentence(Text.counting(groups.get(0).conditions())));
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    html.element("th", "pass", "class", "name").element("th", "batch").element("th", "threads");
    view.peers().forEach(peer -> html.element("th", peer));
    html.close().close();
    for (String net : view.networks()) {
      List<Group> ofNet =
          groups.stream().filter(group -> group.conditions().net().equals(net)).toList();
      if (!ofNet.isEmpty()) {
        html.open("tbody").open("tr");
        String columns = Integer.toString(3 + view.peers().size());
        html.element("th", net, "class", "net", "colspan", columns).close();
        ofNet.forEach(this::row);
        html.close();
      }
    }
    html.close().close();
  }

  private void row(Group group) {
    Conditions conditions = group.conditions();
    html.open("tr");
    html.element(
        "td",
        conditions.dtype().equals("f32")
            ? conditions.pass().id()
            : conditions.pass().id() + ", " + conditions.dtype(),
        "class",
        "name");
    html.element("td", Long.toString(conditions.batch()));
    html.element("td", Integer.toString(conditions.threads()));
    view.peers().forEach(peer -> cell(peer, group));
    html.close();
  }

  private void cell(String peer, Group group) {
    Comparison comparison = group.comparison(view.backend(), peer);
    Double mean = comparison.geometricMean();
    if (mean == null) {
      html.element("td", reason(peer, List.of(group)), "class", "why");
      return;
    }
    html.open("td", "class", judgement(mean)).text(Text.ratio(mean) + sign(mean));
    html.element("small", Text.ratio(comparison.totalRatio()));
    if (comparison.layers() < comparison.ofLayers()) {
      html.element("small", "%d/%d".formatted(comparison.layers(), comparison.ofLayers()));
    }
    html.close();
  }

  /** Why there is no ratio: what the peer lacks, or what the backend does. */
  private String reason(String peer, List<Group> groups) {
    for (String backend : List.of(peer, view.backend())) {
      boolean measured = groups.stream().anyMatch(group -> group.measured(backend));
      if (!measured) {
        List<String> states =
            groups.stream()
                .flatMap(group -> group.rows(backend).stream())
                .map(row -> row.status().id())
                .distinct()
                .toList();
        String what = states.isEmpty() ? "not asked for" : String.join(", ", states);
        return backend.equals(peer) ? what : backend + ": " + what;
      }
    }
    return "no layer in common";
  }

  private String judgement(double ratio) {
    return view.ahead(ratio) ? "ahead" : view.behind(ratio) ? "behind" : "even";
  }

  /** What the colour says, for those who do not see it. */
  private String sign(double ratio) {
    return view.ahead(ratio) ? " ▲" : view.behind(ratio) ? " ▼" : " =";
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
