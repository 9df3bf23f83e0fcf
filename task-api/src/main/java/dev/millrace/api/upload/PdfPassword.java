package dev.millrace.api.upload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What the standard security handler of a PDF keeps to know its user's password again. Source: ISO
/// 32000-2, 7.6.4.
final class PdfPassword {

  private static final byte[] PADDING =
      HexFormat.of().parseHex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a");

  /// 2 to 6.
  private final int revision;

  /// Of the file's key, up to revision 4.
  private final int keyBytes;

  private final int permissions;

  /// What the owner's password became.
  private final byte[] owner;

  /// What the user's password became.
  private final byte[] user;

  private final byte[] fileId;

  /// Whether the metadata is not encrypted.
  private final boolean isMetadataOpen;

  private PdfPassword(
      int revision,
      int keyBytes,
      int permissions,
      byte[] owner,
      byte[] user,
      byte[] fileId,
      boolean isMetadataOpen) {
    this.revision = revision;
    this.keyBytes = keyBytes;
    this.permissions = permissions;
    this.owner = owner;
    this.user = user;
    this.fileId = fileId;
    this.isMetadataOpen = isMetadataOpen;
  }

  /// Reads it from its dictionary.
  ///
  /// @return null when that is none of the standard handler, or cannot be read
  static @Nullable PdfPassword of(String dictionary, byte[] fileId) {
    Long revision = number("/R\\s+(\\d)\\b", dictionary);
    Long permissions = number("/P\\s+(-?\\d{1,10})\\b", dictionary);
    byte[] owner = string("/O\\s*(?=[(<])", dictionary);
    byte[] user = string("/U\\s*(?=[(<])", dictionary);
    Long bits = number("/Length\\s+(\\d{1,3})\\b", dictionary);
    if (!Pattern.compile("/Filter\\s*/Standard\\b").matcher(dictionary).find()
        || revision == null
        || permissions == null
        || owner == null
        || user == null
        || revision < 2
        || revision > 6
        || user.length < (revision < 5 ? 32 : 48)) {
      return null;
    }
    int keyBytes =
        switch (revision.intValue()) {
          case 2 -> 5;
          case 3 -> bits == null ? 5 : Math.clamp(bits / 8, 5, 16);
          default -> 16;
        };
    boolean isMetadataOpen =
        Pattern.compile("/EncryptMetadata\\s+false\\b").matcher(dictionary).find();
    return new PdfPassword(
        revision.intValue(), keyBytes, permissions.intValue(), owner, user, fileId, isMetadataOpen);
  }

  /// Whether the file opens without one.
  boolean isEmpty() {
    try {
      return switch (revision) {
        case 2 -> Arrays.equals(rc4(key(), PADDING), Arrays.copyOf(user, 32));
        case 3, 4 -> Arrays.equals(check(), Arrays.copyOf(user, 16));
        case 5 -> Arrays.equals(digest("SHA-256", salt()), Arrays.copyOf(user, 32));
        default -> Arrays.equals(hardened(), Arrays.copyOf(user, 32));
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has these", e);
    }
  }

  /// The file's key, were the password empty: algorithm 2.
  private byte[] key() throws GeneralSecurityException {
    byte[] flags =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(permissions).array();
    byte[] open = revision == 4 && isMetadataOpen ? new byte[] {-1, -1, -1, -1} : new byte[0];
    byte[] key = digest("MD5", PADDING, Arrays.copyOf(owner, 32), flags, fileId, open);
    for (int i = 0; revision > 2 && i < 50; i++) {
      key = digest("MD5", Arrays.copyOf(key, keyBytes));
    }
    return Arrays.copyOf(key, keyBytes);
  }

  /// What such a key makes of the file's id: algorithm 5.
  private byte[] check() throws GeneralSecurityException {
    byte[] key = key();
    byte[] value = digest("MD5", PADDING, fileId);
    for (int i = 0; i < 20; i++) {
      byte[] turned = key.clone();
      for (int j = 0; j < turned.length; j++) {
        turned[j] ^= (byte) i;
      }
      value = rc4(turned, value);
    }
    return value;
  }

  private byte[] salt() {
    return Arrays.copyOfRange(user, 32, 40);
  }

  /// Algorithm 2.B.
  private byte[] hardened() throws GeneralSecurityException {
    byte[] key = digest("SHA-256", salt());
    byte[] made = new byte[] {0};
    for (int round = 0; round < 64 || (made[made.length - 1] & 0xff) > round - 32; round++) {
      ByteBuffer repeated = ByteBuffer.allocate(64 * key.length);
      for (int i = 0; i < 64; i++) {
        repeated.put(key);
      }
      Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
      aes.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, 0, 16, "AES"),
          new IvParameterSpec(key, 16, 16));
      made = aes.doFinal(repeated.array());
      int sum = 0;
      for (int i = 0; i < 16; i++) {
        sum += made[i] & 0xff;
      }
      key = digest(new String[] {"SHA-256", "SHA-384", "SHA-512"}[sum % 3], made);
    }
    return Arrays.copyOf(key, 32);
  }

  private static byte[] rc4(byte[] key, byte[] content) throws GeneralSecurityException {
    Cipher rc4 = Cipher.getInstance("ARCFOUR");
    rc4.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
    return rc4.doFinal(content);
  }

  private static byte[] digest(String algorithm, byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static @Nullable Long number(String pattern, String dictionary) {
    Matcher found = Pattern.compile(pattern).matcher(dictionary);
    return found.find() ? Long.valueOf(found.group(1)) : null;
  }

  private static byte @Nullable [] string(String pattern, String dictionary) {
    Matcher found = Pattern.compile(pattern).matcher(dictionary);
    return found.find() ? PdfString.at(found.end(), dictionary) : null;
  }
}
