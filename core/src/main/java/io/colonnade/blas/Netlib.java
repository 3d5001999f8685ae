package io.colonnade.blas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * netlib's two implementations, bound apart from each other.
 *
 * <p>netlib's own entry points bind both in one static initialiser, which falls back to Java
 * without a word, keeps the cause to itself and announces the outcome at INFO. So the native class
 * is initialised directly, where a failure is an exception, and the Java one with the native one
 * forbidden. Each happens once in a process; netlib reads its properties only then, and its log
 * messages of that moment are dropped.
 */
final class Netlib {
  private static final String PACKAGE = "dev.ludovic.netlib.blas";

  private Netlib() {}

  /** netlib's Java code: with the Vector API where the JVM has it. */
  static BLAS java() {
    try {
      return bind(
          "InstanceBuilder", "allowNative", "false", new AtomicBoolean(), JavaBLAS::getInstance);
    } catch (Exception e) {
      throw new IllegalStateException("netlib's Java BLAS cannot be had", e);
    }
  }

  /**
   * netlib's JNI code, bound to {@code library}.
   *
   * @throws Exception if netlib cannot bind it
   * @throws LinkageError if netlib cannot bind it
   * @throws IllegalStateException if netlib has bound a library before, for other code
   */
  static BLAS nativeOn(Path library) throws Exception {
    AtomicBoolean logged = new AtomicBoolean();
    BLAS blas = bind("JNIBLAS", "nativeLibPath", library.toString(), logged, Netlib::jniSingleton);
    if (!logged.get()) {
      throw new IllegalStateException(
          "netlib has bound a native library before in this process, and binds only one");
    }
    return blas;
  }

  private static BLAS jniSingleton() throws Exception {
    Method getInstance = Class.forName(PACKAGE + ".JNIBLAS").getDeclaredMethod("getInstance");
    getInstance.setAccessible(true);
    try {
      return (BLAS) getInstance.invoke(null);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("netlib cannot bind the library", e.getCause());
    } catch (ExceptionInInitializerError e) {
      throw new IllegalStateException("netlib cannot bind the library", e.getCause());
    }
  }

  /**
   * Calls {@code action} with netlib's property {@code key} set and the logger of its class {@code
   * type} muted; {@code logged} becomes true if that had anything to say, as static initialisers
   * do.
   */
  private static BLAS bind(
      String type, String key, String value, AtomicBoolean logged, Callable<BLAS> action)
      throws Exception {
    Logger logger = Logger.getLogger(PACKAGE + "." + type);
    var filterBefore = logger.getFilter();
    Level levelBefore = logger.getLevel();
    String property = PACKAGE + "." + key;
    String valueBefore = System.getProperty(property);
    logger.setFilter(
        message -> {
          logged.set(true);
          return false;
        });
    logger.setLevel(Level.FINE);
    System.setProperty(property, value);
    try {
      return action.call();
    } finally {
      restore(property, valueBefore);
      logger.setLevel(levelBefore);
      logger.setFilter(filterBefore);
    }
  }

  private static void restore(String property, @Nullable String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }
}
