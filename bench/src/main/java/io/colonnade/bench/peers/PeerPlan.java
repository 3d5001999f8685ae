package io.colonnade.bench.peers;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.bench.peers.PeerBackend.PassSetting;
import io.colonnade.geometry.ConvolutionProblem;
import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies arrays into a library's memory, runs it there and copies the result out. */
final class PeerPlan<A> extends ConvolutionPlan<A> implements NativePlan<A> {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final Workspace NONE = () -> 0;

  private final PeerBackend backend;
  private final OpenPasses<A> passes = new OpenPasses<>();
  private final Cleaner.Cleanable cleanable;

  /** The passes that were opened for arrays; apart from the plan, which it must not keep alive. */
  private static final class OpenPasses<A> implements Runnable {
    private final Map<PassSetting, NativePass<A>> open = new HashMap<>();

    @Override
    public synchronized void run() {
      open.values().forEach(NativePass::close);
      open.clear();
    }
  }

  PeerPlan(PeerBackend backend, ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    super(problem, type, options);
    this.backend = backend;
    this.cleanable = CLEANER.register(this, passes);
  }

  @Override
  public boolean supports(Pass pass, Filters filters) {
    return backend.supports(problem(), pass, type())
        && (filters == Filters.EACH_CALL || backend.prepares(pass));
  }

  @Override
  public NativePass<A> open(Pass pass, boolean bias, Filters filters) {
    if (!supports(pass, filters)) {
      throw new IllegalArgumentException(
          "pass=%s, filters=%s: %s does not support that for %s on %s"
              .formatted(pass, filters, backend.name(), problem(), type()));
    }
    PassSetting setting = new PassSetting(pass, bias && pass == Pass.FORWARD, filters);
    NativePass<A> opened = backend.open(problem(), type(), options().threads(), setting);
    int threads = opened.threads();
    if (threads != options().threads()) {
      opened.close();
      throw new IllegalStateException(
          "threads=%d: %s uses %d".formatted(options().threads(), backend.name(), threads));
    }
    return opened;
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  @Override
  public Explanation explain(Pass pass) {
    if (!backend.supports(problem(), pass, type())) {
      String reason = "%s does not support %s here".formatted(backend.name(), pass);
      return new Explanation(pass, "none", reason, 0, true, List.of());
    }
    synchronized (passes) {
      return new Explanation(
          pass,
          forArrays(pass, false).algorithm(),
          "the library's choice; its scratch is its own and not counted",
          0,
          backend.exactOnIntegers(pass),
          List.of());
    }
  }

  @Override
  public Workspace newWorkspace() {
    return NONE;
  }

  @Override
  protected void runForward(
      A x,
      int xOffset,
      A w,
      int wOffset,
      @Nullable A bias,
      int biasOffset,
      A y,
      int yOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    synchronized (passes) {
      NativePass<A> pass = forArrays(Pass.FORWARD, bias != null);
      pass.load(Operand.X, x, xOffset);
      pass.load(Operand.W, w, wOffset);
      if (bias != null) {
        pass.load(Operand.BIAS, bias, biasOffset);
      }
      run(pass, Pass.FORWARD, y, yOffset, accumulate);
    }
  }

  @Override
  protected void runBackwardData(
      A dy,
      int dyOffset,
      A w,
      int wOffset,
      A dx,
      int dxOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    synchronized (passes) {
      NativePass<A> pass = forArrays(Pass.BACKWARD_DATA, false);
      pass.load(Operand.Y, dy, dyOffset);
      pass.load(Operand.W, w, wOffset);
      run(pass, Pass.BACKWARD_DATA, dx, dxOffset, accumulate);
    }
  }

  @Override
  protected void runBackwardWeights(
      A x,
      int xOffset,
      A dy,
      int dyOffset,
      A dw,
      int dwOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    synchronized (passes) {
      NativePass<A> pass = forArrays(Pass.BACKWARD_WEIGHTS, false);
      pass.load(Operand.X, x, xOffset);
      pass.load(Operand.Y, dy, dyOffset);
      run(pass, Pass.BACKWARD_WEIGHTS, dw, dwOffset, accumulate);
    }
  }

  @Override
  protected void runBackwardBias(
      A dy, int dyOffset, A db, int dbOffset, boolean accumulate, @Nullable Workspace workspace) {
    synchronized (passes) {
      NativePass<A> pass = forArrays(Pass.BACKWARD_BIAS, false);
      pass.load(Operand.Y, dy, dyOffset);
      run(pass, Pass.BACKWARD_BIAS, db, dbOffset, accumulate);
    }
  }

  private NativePass<A> forArrays(Pass pass, boolean bias) {
    return passes.open.computeIfAbsent(
        new PassSetting(pass, bias, Filters.EACH_CALL),
        setting -> open(setting.pass(), setting.bias(), setting.filters()));
  }

  private void run(NativePass<A> pass, Pass which, A out, int offset, boolean accumulate) {
    pass.run();
    if (!accumulate) {
      pass.read(out, offset);
      return;
    }
    A result = type().newArray(Operand.output(which).size(problem()));
    pass.read(result, 0);
    for (int i = 0; i < type().length(result); i++) {
      type().set(out, offset + i, type().get(out, offset + i) + type().get(result, i));
    }
  }
}
