package dev.millrace.outbox.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Certificates and keys in files, signed by an authority that is made with them; good for a day.
final class TestCertificates {

  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  private TestCertificates(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("store.p12");
  }

  /// With the authorities `ca` and `stranger`.
  static TestCertificates in(Path folder) throws Exception {
    var made = new TestCertificates(folder);
    made.make("ca", "-dname", "CN=ca", "-ext", "bc:c");
    made.make("stranger", "-dname", "CN=ca", "-ext", "bc:c");
    return made;
  }

  /// Makes one that `ca` signs.
  void sign(String alias, String commonName, String... more) throws Exception {
    var options = new ArrayList<>(List.of("-dname", "CN=" + commonName, "-signer", "ca"));
    options.addAll(List.of(more));
    make(alias, options.toArray(String[]::new));
  }

  Path certificate(String alias) throws IOException, GeneralSecurityException {
    return write(alias + ".crt", pem("CERTIFICATE", open().getCertificate(alias).getEncoded()));
  }

  /// As PostgreSQL's server reads it.
  Path pemKey(String alias) throws IOException, GeneralSecurityException {
    return write(alias + ".key", pem("PRIVATE KEY", key(alias)));
  }

  /// As PostgreSQL's JDBC driver reads it.
  Path derKey(String alias) throws IOException, GeneralSecurityException {
    return write(alias + ".pk8", key(alias));
  }

  private byte[] key(String alias) throws IOException, GeneralSecurityException {
    return open().getKey(alias, PASSWORD.toCharArray()).getEncoded();
  }

  private KeyStore open() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private Path write(String name, byte[] content) throws IOException {
    var file = Files.write(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static byte[] pem(String what, byte[] der) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, text)
        .getBytes(US_ASCII);
  }

  private void make(String alias, String... options) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(options));
    var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
  }
}
