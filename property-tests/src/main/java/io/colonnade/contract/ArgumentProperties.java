package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Bad arguments are refused by name, before anything is written. */
final class ArgumentProperties {
  private static final double UNTOUCHED = 12.25;

  private ArgumentProperties() {}

  static List<ContractProperty> all() {
    List<ContractProperty> all = new ArrayList<>();
    all.addAll(ContractProperty.ofEachPass("refuses null arrays", ArgumentProperties::nulls));
    all.addAll(
        ContractProperty.ofEachPass(
            "refuses negative offsets", ArgumentProperties::negativeOffsets));
    all.addAll(
        ContractProperty.ofEachPass(
            "refuses arrays that are too short", ArgumentProperties::tooShort));
    all.addAll(
        ContractProperty.ofEachPass(
            "refuses a result that overlaps an operand", ArgumentProperties::overlap));
    all.addAll(
        ContractProperty.ofEachPass(
            "takes a result beside an operand in one array", ArgumentProperties::sideBySide));
    all.addAll(
        ContractProperty.ofEachPass(
            "refuses a workspace that is too small", ArgumentProperties::smallWorkspace));
    return all;
  }

  private static <A> void nulls(Trial<A> trial, Pass pass) {
    for (Operand operand : trial.operator().operands(pass)) {
      if (operand != Operand.BIAS) {
        Operands<A> bad = trial.integers().with(operand, missing());
        requireRefused(
            trial, pass, trial.operator().name(operand), bad, untouched(trial, pass), null);
      }
    }
    try {
      trial.plan().run(pass, trial.integers(), missing(), WriteMode.OVERWRITE, null);
    } catch (NullPointerException e) {
      requireNamed(trial.operator().resultName(pass), e);
      return;
    }
    throw new Mismatch(trial.operator().resultName(pass) + "=null was accepted");
  }

  private static <A> void negativeOffsets(Trial<A> trial, Pass pass) {
    for (Operand operand : trial.operator().operands(pass)) {
      Slice<A> bad = new Slice<>(trial.integers().get(operand).array(), -1);
      Operands<A> operands = trial.integers().with(operand, bad);
      requireRefused(
          trial, pass, trial.operator().name(operand), operands, untouched(trial, pass), null);
    }
    Slice<A> out = new Slice<>(untouched(trial, pass).array(), -1);
    requireRefused(trial, pass, trial.operator().resultName(pass), trial.integers(), out, null);
  }

  private static <A> void tooShort(Trial<A> trial, Pass pass) {
    for (Operand operand : trial.operator().operands(pass)) {
      Slice<A> whole = trial.integers().get(operand);
      A shorter = trial.type().newArray(trial.operator().size(operand) - 1);
      for (Slice<A> bad : List.of(Slice.of(shorter), new Slice<>(whole.array(), 1))) {
        Operands<A> operands = trial.integers().with(operand, bad);
        requireRefused(
            trial, pass, trial.operator().name(operand), operands, untouched(trial, pass), null);
      }
    }
    Slice<A> out = new Slice<>(untouched(trial, pass).array(), 1);
    requireRefused(trial, pass, trial.operator().resultName(pass), trial.integers(), out, null);
  }

  private static <A> void overlap(Trial<A> trial, Pass pass) {
    for (Operand operand : trial.operator().operands(pass)) {
      int size = trial.operator().size(operand);
      A shared = filled(trial, size + trial.resultSize(pass));
      Operands<A> operands = trial.integers().with(operand, Slice.of(shared));
      Slice<A> out = new Slice<>(shared, size - 1);
      requireRefused(trial, pass, trial.operator().name(operand), operands, out, null);
    }
  }

  private static <A> void sideBySide(Trial<A> trial, Pass pass) {
    DataType<A> type = trial.type();
    Operand operand = trial.operator().operands(pass).get(0);
    int size = trial.operator().size(operand);
    int results = trial.resultSize(pass);
    A shared = trial.poisoned(size + results);
    for (int i = 0; i < size; i++) {
      type.set(shared, results + i, type.get(trial.integers().get(operand).array(), i));
    }
    Operands<A> operands = trial.integers().with(operand, new Slice<>(shared, results));
    trial.plan().run(pass, operands, Slice.of(shared), WriteMode.OVERWRITE, null);
    A got = type.newArray(results);
    for (int i = 0; i < results; i++) {
      type.set(got, i, type.get(shared, i));
    }
    trial.requireEqual("beside " + operand, pass, got, trial.onIntegers(pass), trial.integers());
  }

  /** Only where the pass needs a workspace at all; a foreign one of no bytes is too small then. */
  private static <A> void smallWorkspace(Trial<A> trial, Pass pass) {
    if (trial.plan().explain(pass).workspaceBytes() > 0) {
      requireRefused(trial, pass, "workspace", trial.integers(), untouched(trial, pass), () -> 0);
    }
  }

  private static <A> void requireRefused(
      Trial<A> trial,
      Pass pass,
      String name,
      Operands<A> operands,
      Slice<A> out,
      @Nullable Workspace workspace) {
    double[] before = trial.widen(out.array());
    try {
      trial.plan().run(pass, operands, out, WriteMode.OVERWRITE, workspace);
    } catch (IllegalArgumentException | NullPointerException e) {
      requireNamed(name, e);
      Trial.requireWithin(
          "after the error",
          trial.operator().resultName(pass),
          trial.widen(out.array()),
          before,
          new double[before.length]);
      return;
    }
    throw new Mismatch("a bad " + name + " was accepted");
  }

  private static void requireNamed(String name, RuntimeException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (!message.contains(name)) {
      throw new Mismatch("the error does not name %s: %s".formatted(name, error));
    }
  }

  private static <A> Slice<A> untouched(Trial<A> trial, Pass pass) {
    return Slice.of(filled(trial, trial.resultSize(pass)));
  }

  private static <A> A filled(Trial<A> trial, int length) {
    A array = trial.type().newArray(length);
    for (int i = 0; i < length; i++) {
      trial.type().set(array, i, UNTOUCHED);
    }
    return array;
  }

  @SuppressWarnings("NullAway") // The very argument that plans have to refuse.
  private static <A> Slice<A> missing() {
    return new Slice<>(null, 0);
  }
}
