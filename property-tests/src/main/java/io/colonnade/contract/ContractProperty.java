package io.colonnade.contract;

import io.colonnade.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One statement of the contract. */
public final class ContractProperty {
  private final String name;
  private final Set<Pass> needs;
  private final Check check;

  private ContractProperty(String name, Set<Pass> needs, Check check) {
    this.name = name;
    this.needs = needs;
    this.check = check;
  }

  /** What must hold, in words; unique. */
  public String name() {
    return name;
  }

  /** The passes that a backend must support for the statement to make sense. */
  public Set<Pass> needs() {
    return needs;
  }

  @Override
  public String toString() {
    return name;
  }

  <A> void check(Trial<A> trial) {
    check.check(trial);
  }

  static ContractProperty of(String name, Check check, Pass... needs) {
    return new ContractProperty(name, Set.of(needs), check);
  }

  /** The same check under another name. */
  ContractProperty named(String otherName) {
    return new ContractProperty(otherName, needs, check);
  }

  /** The same statement of each pass. */
  static List<ContractProperty> ofEachPass(String name, PassCheck check) {
    return Arrays.stream(Pass.values()).map(pass -> ofPass(pass, name, check)).toList();
  }

  /** The statement of {@code pass} alone. */
  static ContractProperty ofPass(Pass pass, String name, PassCheck check) {
    return of(pass + ": " + name, new OfPass(check, pass), pass);
  }

  /** Throws {@link Mismatch} unless the statement holds. */
  @FunctionalInterface
  interface Check {
    <A> void check(Trial<A> trial);
  }

  /** Throws {@link Mismatch} unless the statement holds of {@code pass}. */
  @FunctionalInterface
  interface PassCheck {
    <A> void check(Trial<A> trial, Pass pass);
  }

  private record OfPass(PassCheck passCheck, Pass pass) implements Check {
    @Override
    public <A> void check(Trial<A> trial) {
      passCheck.check(trial, pass);
    }
  }
}
