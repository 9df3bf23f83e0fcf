package dev.millrace.blobs.postgres;

import java.io.IOException;
import java.io.InputStream;

/// The chunks of a blob one after the other, each fetched when the one before is read.
final class ChunkedInput extends InputStream {

  private final Chunks chunks;
  private long left;
  private int number;
  private byte[] chunk = {};
  private int position;

  /// @param bytes how many there are in all
  ChunkedInput(long bytes, Chunks chunks) {
    this.left = bytes;
    this.chunks = chunks;
  }

  @Override
  public int read() throws IOException {
    if (!hasMore()) {
      return -1;
    }
    left--;
    return chunk[position++] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, into, offset, count);
    position += count;
    left -= count;
    return count;
  }

  private boolean hasMore() throws IOException {
    if (left > 0 && position == chunk.length) {
      chunk = chunks.get(number++);
      position = 0;
    }
    return left > 0;
  }

  /// Fetches a chunk by its number, from 0.
  @FunctionalInterface
  interface Chunks {
    byte[] get(int number) throws IOException;
  }
}
