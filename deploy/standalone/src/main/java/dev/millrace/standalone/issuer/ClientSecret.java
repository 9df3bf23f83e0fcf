package dev.millrace.standalone.issuer;

import dev.millrace.embedded.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// What shows that a client may read the data folder: 24 random bytes in a file of it.
record ClientSecret(String value) {

  static final String CLIENT = "millrace";

  /// The secret of this folder; made first where there is none.
  static ClientSecret of(Path data) {
    return new ClientSecret(PrivateFile.readOrMake(file(data), ClientSecret::random));
  }

  static Path file(Path data) {
    return data.resolve("token.secret");
  }

  /// Compares in a time that says nothing about where the two differ.
  boolean matches(CharSequence other) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), other.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// The value of an `Authorization` header.
  String basic() {
    byte[] both = (CLIENT + ":" + value).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static String random() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Prints no secret.
  @Override
  public String toString() {
    return "ClientSecret[]";
  }
}
