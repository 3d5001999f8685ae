package io.colonnade.bench.child;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The first and the last lines that a process wrote since the last question. */
final class Log {
  private static final int FIRST = 10;
  private static final int LAST = 20;

  private final Deque<String> first = new ArrayDeque<>();
  private final Deque<String> last = new ArrayDeque<>();
  private boolean gap;

  synchronized void clear() {
    first.clear();
    last.clear();
    gap = false;
  }

  synchronized void add(String line) {
    if (first.size() < FIRST) {
      first.add(line);
      return;
    }
    last.add(line);
    if (last.size() > LAST) {
      last.remove();
      gap = true;
    }
  }

  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>(first);
    if (gap) {
      lines.add("…");
    }
    lines.addAll(last);
    return lines;
  }
}
