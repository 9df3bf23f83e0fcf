package dev.millrace.api.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// What a client sends, remembering whether it was the client that failed and not the store.
final class Incoming extends FilterInputStream {

  boolean failed;

  Incoming(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }
}
