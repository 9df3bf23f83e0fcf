package dev.millrace.blobs.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The database of blobs beside another one, by JDBC URLs.
public final class BlobAddress {

  /// What the database is called where nothing else is said.
  public static final String DATABASE = "millrace_blobs";

  private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]+/)([^?]+)(\\?.*)?");

  private BlobAddress() {}

  /// The database of blobs on the server of another one.
  public static String beside(String url) {
    Matcher parts = parts(url);
    String options = parts.group(3);
    return parts.group(1) + DATABASE + (options == null ? "" : options);
  }

  static String database(String url) {
    return parts(url).group(2);
  }

  private static Matcher parts(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "not a JDBC URL such as jdbc:postgresql://host:5432/database: " + url);
    }
    return parts;
  }
}
