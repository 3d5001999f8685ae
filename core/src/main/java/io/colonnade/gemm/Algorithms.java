package io.colonnade.gemm;

import io.colonnade.gemm.direct.DirectAlgorithm;
import io.colonnade.gemm.im2col.BatchAlgorithm;
import io.colonnade.gemm.im2col.GemmAlgorithm;
import io.colonnade.gemm.im2col.MecAlgorithm;
import io.colonnade.gemm.lines.LinesAlgorithm;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.shift.ShiftAlgorithm;
import io.colonnade.gemm.winograd.WinogradAlgorithm;
import java.util.ArrayList;
import java.util.List;

/** The list of algorithms. A new one is a package of its own and a line here. */
final class Algorithms {
  /** All of them; the last applies to everything. */
  static final List<Algorithm> ALL = all();

  private Algorithms() {}

  private static List<Algorithm> all() {
    List<Algorithm> all = new ArrayList<>();
    all.add(new DirectAlgorithm());
    all.add(new LinesAlgorithm());
    all.addAll(List.of(WinogradAlgorithm.values()));
    all.addAll(List.of(ShiftAlgorithm.values()));
    all.add(new BatchAlgorithm());
    all.add(new MecAlgorithm());
    all.addAll(List.of(GemmAlgorithm.values()));
    return List.copyOf(all);
  }
}
