package io.colonnade.bench.page;

import io.colonnade.bench.report.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The layers at which a peer is ahead, those where it is furthest ahead first. */
final class PeersAhead {
  static final String TITLE = "Where a peer is ahead";

  private static final int SHOWN = 25;

  private final Html html;
  private final View view;

  /** A layer that both measured, and the fastest peer there. */
  private record Lead(Result own, Result peer, double ratio) {}

  PeersAhead(Html html, View view) {
    this.html = html;
    this.view = view;
  }

  void write() {
    List<Lead> all = leads();
    List<Lead> behind =
        all.stream()
            .filter(lead -> view.behind(lead.ratio))
            .sorted(Comparator.comparingDouble(Lead::ratio))
            .toList();
    Text.heading(html, TITLE);
    html.element(
        "p",
        "The fastest peer is ahead of %s on %d of the %d layers measured, over all conditions%s."
            .formatted(
                view.backend(),
                behind.size(),
                all.size(),
                behind.size() > SHOWN
                    ? "; the %d where it is furthest ahead".formatted(SHOWN)
                    : ""));
    if (!behind.isEmpty()) {
      table(behind.subList(0, Math.min(SHOWN, behind.size())));
    }
  }

  private List<Lead> leads() {
    List<Lead> leads = new ArrayList<>();
    for (Group group : view.groups()) {
      for (Result own : group.rows(view.backend())) {
        if (own.measured() && own.figures().samples() != null) {
          fastest(group, own).ifPresent(leads::add);
        }
      }
    }
    return leads;
  }

  private Optional<Lead> fastest(Group group, Result own) {
    return view.peers().stream()
        .flatMap(peer -> group.row(peer, own.layer()).stream())
        .filter(Result::measured)
        .map(row -> new Lead(own, row, seconds(row) / seconds(own)))
        .min(Comparator.comparingDouble(Lead::ratio));
  }

  private static double seconds(Result row) {
    return Objects.requireNonNull(row.figures().seconds());
  }

  private void table(List<Lead> leads) {
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String head : List.of("network", "layer", "pass")) {
      html.element("th", head, "class", "name");
    }
    html.element("th", "batch").element("th", "threads");
    html.element("th", "counting", "class", "name").element("th", "fastest peer", "class", "name");
    for (String head : List.of("its GFLOP/s", view.backend(), "ratio")) {
      html.element("th", head);
    }
    html.close().close().open("tbody");
    leads.forEach(this::row);
    html.close().close().close();
  }

  private void row(Lead lead) {
    var conditions = lead.own.conditions();
    html.open("tr");
    html.element("td", conditions.net(), "class", "name");
    html.element("td", lead.own.layer(), "class", "name", "title", lead.own.problem());
    html.element("td", conditions.pass().id(), "class", "name");
    html.element("td", Long.toString(conditions.batch()));
    html.element("td", Integer.toString(conditions.threads()));
    html.element("td", Text.counting(conditions), "class", "name");
    html.element("td", lead.peer.backend(), "class", "name");
    html.element("td", Text.gflops(lead.peer.figures().gflops()));
    html.element("td", Text.gflops(lead.own.figures().gflops()));
    html.element("td", Text.ratio(lead.ratio), "class", "behind");
    html.close();
  }
}
