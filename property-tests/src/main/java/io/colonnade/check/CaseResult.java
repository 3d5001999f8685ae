package io.colonnade.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a case.
 *
 * @param verdict whether it passed
 * @param remarks what failed, or what was not run and why; each one line
 */
record CaseResult(Verdict verdict, List<String> remarks) {

  /** The three ends of a case. */
  enum Verdict {
    /** Every expected output was computed, within the tolerance. */
    PASSED,
    /** Something is wrong with an output or with the case. */
    FAILED,
    /** Nothing was computed. */
    SKIPPED
  }

  /** Copies the list. */
  CaseResult {
    remarks = List.copyOf(remarks);
  }

  /** The same, each remark preceded by {@code prefix}. */
  CaseResult withPrefix(String prefix) {
    return new CaseResult(verdict, remarks.stream().map(prefix::concat).toList());
  }

  /** This result together with that of a further run: its remarks are added, its failure counts. */
  CaseResult with(CaseResult further) {
    return new CaseResult(
        further.verdict == Verdict.FAILED ? Verdict.FAILED : verdict,
        Stream.concat(remarks.stream(), further.remarks.stream()).distinct().toList());
  }
}
