package dev.millrace.testinfra.hostile;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// The oldest encryption of PDF, with the password that every reader tries by itself: PDF 32000-1,
/// 7.6.2 and 7.6.3, revision 2.
final class EmptyPassword {

  static final String ID = "00112233445566778899aabbccddeeff";

  private static final byte[] PADDING =
      HexFormat.of().parseHex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a");
  private static final byte[] OWNER = new byte[32];
  private static final int PERMISSIONS = -4;

  private final byte[] key;

  EmptyPassword() {
    byte[] permissions = {(byte) PERMISSIONS, -1, -1, -1};
    key = Arrays.copyOf(md5(PADDING, OWNER, permissions, HexFormat.of().parseHex(ID)), 5);
  }

  /// The dictionary that tells readers of it.
  String dictionary() {
    HexFormat hex = HexFormat.of();
    return "<</Filter /Standard /V 1 /R 2 /Length 40 /P %d /O <%s> /U <%s>>>"
        .formatted(PERMISSIONS, hex.formatHex(OWNER), hex.formatHex(rc4(key, PADDING)));
  }

  /// The content of a stream, which is that object.
  byte[] encrypt(int object, byte[] content) {
    byte[] number = {(byte) object, (byte) (object >> 8), (byte) (object >> 16), 0, 0};
    return rc4(Arrays.copyOf(md5(key, number), 10), content);
  }

  private static byte[] md5(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static byte[] rc4(byte[] key, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("ARCFOUR");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ARCFOUR", e);
    }
  }
}
