package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.transposed.TransposedConvolution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The passes of one backend in one element type as functions of doubles. */
record Evaluator<A>(ConvolutionBackend backend, DataType<A> type) {

  /** Every backend that is found, in every element type. */
  static List<Evaluator<?>> all() {
    return ConvolutionBackend.all().stream()
        .flatMap(
            backend -> DataType.all().stream().<Evaluator<?>>map(t -> new Evaluator<>(backend, t)))
        .toList();
  }

  double[] forward(ConvolutionProblem problem, double[] x, double[] w, double @Nullable [] bias) {
    A y = type.newArray((int) problem.ySize());
    plan(problem).forward(narrow(x), narrow(w), bias == null ? null : narrow(bias), y);
    return widen(y);
  }

  double[] backwardData(ConvolutionProblem problem, double[] dy, double[] w) {
    A dx = type.newArray((int) problem.xSize());
    plan(problem).backwardData(narrow(dy), narrow(w), dx);
    return widen(dx);
  }

  double[] backwardWeights(ConvolutionProblem problem, double[] x, double[] dy) {
    A dw = type.newArray((int) problem.wSize());
    plan(problem).backwardWeights(narrow(x), narrow(dy), dw);
    return widen(dw);
  }

  double[] backwardBias(ConvolutionProblem problem, double[] dy) {
    A db = type.newArray((int) problem.filters());
    plan(problem).backwardBias(narrow(dy), db);
    return widen(db);
  }

  double[] transposed(TransposedProblem problem, double[] x, double[] w, double @Nullable [] bias) {
    A y = type.newArray((int) problem.ySize());
    A b = bias == null ? null : narrow(bias);
    plan(problem).forward(narrow(x), 0, narrow(w), 0, b, 0, y, 0, WriteMode.OVERWRITE, null);
    return widen(y);
  }

  double[] transposedBackwardData(TransposedProblem problem, double[] dy, double[] w) {
    A dx = type.newArray((int) problem.xSize());
    plan(problem).backwardData(narrow(dy), 0, narrow(w), 0, dx, 0, WriteMode.OVERWRITE, null);
    return widen(dx);
  }

  double[] transposedBackwardWeights(TransposedProblem problem, double[] x, double[] dy) {
    A dw = type.newArray((int) problem.wSize());
    plan(problem).backwardWeights(narrow(x), 0, narrow(dy), 0, dw, 0, WriteMode.OVERWRITE, null);
    return widen(dw);
  }

  double[] transposedBackwardBias(TransposedProblem problem, double[] dy) {
    A db = type.newArray((int) problem.filters());
    plan(problem).backwardBias(narrow(dy), 0, db, 0, WriteMode.OVERWRITE);
    return widen(db);
  }

  @Override
  public String toString() {
    return backend.name() + " " + type;
  }

  private TransposedConvolution<A> plan(TransposedProblem problem) {
    return new TransposedConvolution<>(backend, problem, type, PlanOptions.defaults());
  }

  private ConvolutionPlan<A> plan(ConvolutionProblem problem) {
    return backend.plan(problem, type);
  }

  private A narrow(double[] values) {
    A array = type.newArray(values.length);
    for (int i = 0; i < values.length; i++) {
      type.set(array, i, values[i]);
    }
    return array;
  }

  private double[] widen(A array) {
    double[] values = new double[type.length(array)];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.get(array, i);
    }
    return values;
  }
}
