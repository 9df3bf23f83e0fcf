package dev.millrace.api.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.security.MessageDigest;

/// A body whose bytes go through a digest as they are read. Closing it leaves the container's
/// stream open, so that what its reader did not want can still be read.
final class DigestedInput extends ServletInputStream {

  private final ServletInputStream body;
  private final MessageDigest digest;

  DigestedInput(ServletInputStream body, MessageDigest digest) {
    this.body = body;
    this.digest = digest;
  }

  @Override
  public int read() throws IOException {
    int next = body.read();
    if (next >= 0) {
      digest.update((byte) next);
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = body.read(into, offset, length);
    if (count > 0) {
      digest.update(into, offset, count);
    }
    return count;
  }

  @Override
  public void close() {}

  @Override
  public boolean isFinished() {
    return body.isFinished();
  }

  @Override
  public boolean isReady() {
    return body.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    body.setReadListener(listener);
  }
}
