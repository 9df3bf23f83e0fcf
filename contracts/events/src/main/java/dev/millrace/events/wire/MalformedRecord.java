package dev.millrace.events.wire;

/// A record that should be one of ours and cannot be read. Reading it again will not help.
public final class MalformedRecord extends RuntimeException {

  private final String where;

  public MalformedRecord(String where, String what) {
    super(where + " " + what);
    this.where = where;
  }

  public MalformedRecord(String where, String what, Throwable cause) {
    super(where + " " + what, cause);
    this.where = where;
  }

  /// Which part of the record is wrong: a header, or a JSON pointer into the value.
  public String where() {
    return where;
  }
}
