package dev.millrace.blobs;

import java.net.URI;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings `millrace.blobs.*`: where uploads and large results are kept. The same for every
/// service.
///
/// @param store PostgreSQL, or S3
/// @param url JDBC URL of the database; `millrace_blobs` on the server of `spring.datasource` by
///   default
/// @param username user of that database; that of `spring.datasource` by default
/// @param password the user's password
/// @param owner role that makes and changes the tables; the user itself by default
/// @param ownerPassword the owner's password
/// @param s3 the bucket, where the store is S3
@ConfigurationProperties("millrace.blobs")
public record BlobSettings(
    @DefaultValue("postgres") Store store,
    Optional<String> url,
    Optional<String> username,
    Optional<String> password,
    Optional<String> owner,
    Optional<String> ownerPassword,
    @DefaultValue S3 s3) {

  public BlobSettings {
    if (store == Store.S3 && s3.bucket.isEmpty()) {
      throw new IllegalArgumentException("millrace.blobs.s3.bucket must be given");
    }
  }

  /// What keeps the blobs.
  public enum Store {
    POSTGRES,
    S3
  }

  /// Where the bucket is.
  ///
  /// @param bucket an existing bucket with the rights to read, write and list
  /// @param prefix beginning of every key; two installations in one bucket need two
  /// @param region region of the bucket; empty for that of the environment
  /// @param endpoint address of another server than AWS
  /// @param pathStyle whether the bucket stands in the path, as most other servers want it
  /// @param accessKey key id; empty for the credentials of the environment
  /// @param secretKey secret of that key
  public record S3(
      @DefaultValue("") String bucket,
      @DefaultValue("millrace/") String prefix,
      Optional<String> region,
      Optional<URI> endpoint,
      @DefaultValue("false") boolean pathStyle,
      Optional<String> accessKey,
      Optional<String> secretKey) {

    public S3 {
      if (accessKey.isPresent() != secretKey.isPresent()) {
        throw new IllegalArgumentException(
            "millrace.blobs.s3.access-key and secret-key are given together or not at all");
      }
    }

    @Override
    public String toString() {
      return "S3[bucket=" + bucket + ", prefix=" + prefix + ", endpoint=" + endpoint + "]";
    }
  }

  @Override
  public String toString() {
    return "BlobSettings[store=" + store + ", url=" + url + ", s3=" + s3 + "]";
  }
}
