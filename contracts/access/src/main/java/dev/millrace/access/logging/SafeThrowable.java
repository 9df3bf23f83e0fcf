package dev.millrace.access.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/// A stack trace whose messages stay on their lines: an exception often repeats what a caller sent.
public final class SafeThrowable extends ThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy failure) {
    return super.throwableProxyToString(new Safe(failure));
  }

  /// The same failure, and its causes, with printable messages.
  private record Safe(IThrowableProxy failure) implements IThrowableProxy {

    @Override
    public @Nullable String getMessage() {
      return Printable.of(failure.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
      return Printable.of(failure.getOverridingMessage());
    }

    @Override
    public String getClassName() {
      return failure.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return failure.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return failure.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
      IThrowableProxy cause = failure.getCause();
      return cause == null ? null : new Safe(cause);
    }

    @Override
    public IThrowableProxy @Nullable [] getSuppressed() {
      IThrowableProxy[] suppressed = failure.getSuppressed();
      if (suppressed == null) {
        return null;
      }
      IThrowableProxy[] safe = new IThrowableProxy[suppressed.length];
      for (int i = 0; i < safe.length; i++) {
        safe[i] = new Safe(suppressed[i]);
      }
      return safe;
    }

    @Override
    public boolean isCyclic() {
      return failure.isCyclic();
    }
  }
}
