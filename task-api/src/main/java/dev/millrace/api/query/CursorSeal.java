package dev.millrace.api.query;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes cursors: the place a page ends at, as text that clients hand back and cannot make up.
///
/// A cursor is 8 bytes of microseconds since 1970, 16 of the id, and 16 of an HMAC-SHA-256 over
/// both and the filter. So one that was changed, or given out for another filter or another user,
/// is refused instead of showing a page of something else.
final class CursorSeal {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int PLACE = 24;
  private static final int SEAL = 16;

  private final SecretKeySpec key;

  /// @param key the same in all processes of the api; at least 16 bytes
  CursorSeal(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  String seal(TaskDocument.Position position, TaskFilter filter) {
    byte[] place =
        ByteBuffer.allocate(PLACE)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt()))
            .putLong(position.id().getMostSignificantBits())
            .putLong(position.id().getLeastSignificantBits())
            .array();
    byte[] all = Arrays.copyOf(place, PLACE + SEAL);
    System.arraycopy(mac(place, filter), 0, all, PLACE, SEAL);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /// Reads what [#seal] wrote.
  ///
  /// @throws IllegalArgumentException when it is anything else, or was written for another filter
  TaskDocument.Position open(String cursor, TaskFilter filter) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(cursor);
      byte[] place = Arrays.copyOf(all, PLACE);
      byte[] seal = Arrays.copyOfRange(all, PLACE, Math.max(PLACE, all.length));
      if (all.length == PLACE + SEAL && MessageDigest.isEqual(seal, mac(place, filter))) {
        ByteBuffer values = ByteBuffer.wrap(place);
        return new TaskDocument.Position(
            Instant.EPOCH.plus(values.getLong(), ChronoUnit.MICROS),
            new UUID(values.getLong(), values.getLong()));
      }
    } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
      // Said below, in the same words as for a cursor that was changed.
    }
    throw new IllegalArgumentException(
        "this is no cursor that a list with this filter gave out; begin without one");
  }

  private byte[] mac(byte[] place, TaskFilter filter) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(place);
      mac.update(filter.canonical().getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(mac.doFinal(), SEAL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
