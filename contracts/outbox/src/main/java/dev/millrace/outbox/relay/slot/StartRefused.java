package dev.millrace.outbox.relay.slot;

/// What a service was started with would break what another one does, so it does not start.
public final class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String why;

  /// @param why one line that names both, and the setting to change
  public StartRefused(String why) {
    super(why);
    this.why = why;
  }

  /// Why, in one line.
  public String why() {
    return why;
  }
}
