package dev.millrace.blobs.s3;

import dev.millrace.blobs.Blob;
import dev.millrace.blobs.BlobContent;
import dev.millrace.blobs.BlobMissing;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.BlobSum;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.task.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Keeps blobs as objects, `<prefix><task id>.<part>`; whose one is, and of what kind, is in its
/// metadata.
///
/// What fits into one part is put at once; more goes as a multipart upload, which a crash leaves
/// unfinished and unseen.
public final class S3Blobs implements Blobs {

  static final int PART = 8 * 1024 * 1024;
  private static final String OWNER = "owner";
  private static final String KIND = "kind";

  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  public S3Blobs(S3Client s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public BlobSum put(BlobName name, UserId owner, String kind, InputStream content, long limit)
      throws IOException {
    var intake = new BlobContent(content, limit);
    delete(name);
    Map<String, String> metadata =
        Map.of(OWNER, URLEncoder.encode(owner.value(), StandardCharsets.UTF_8), KIND, kind);
    byte[] first = intake.next(PART);
    if (first == null || first.length < PART) {
      byte[] all = first == null ? new byte[0] : first;
      reach(() ->
          s3.putObject(
              put -> put.bucket(bucket).key(key(name)).metadata(metadata),
              RequestBody.fromBytes(all)));
    } else {
      new MultipartPut(s3, bucket, key(name)).put(metadata, first, intake);
    }
    return intake.sum();
  }

  @Override
  public Optional<Blob> find(BlobName name) throws IOException {
    try {
      HeadObjectResponse head = s3.headObject(get -> get.bucket(bucket).key(key(name)));
      return Optional.of(
          new Blob(
              name,
              new UserId(
                  URLDecoder.decode(
                      head.metadata().getOrDefault(OWNER, ""), StandardCharsets.UTF_8)),
              head.metadata().getOrDefault(KIND, ""),
              head.contentLength()));
    } catch (SdkException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw unreachable(e);
    }
  }

  @Override
  public InputStream open(BlobName name) throws IOException {
    try {
      return s3.getObject(get -> get.bucket(bucket).key(key(name)));
    } catch (SdkException e) {
      throw isMissing(e) ? new BlobMissing(name) : unreachable(e);
    }
  }

  @Override
  public void delete(BlobName name) throws IOException {
    reach(() -> s3.deleteObject(delete -> delete.bucket(bucket).key(key(name))));
  }

  @Override
  public Page page(Instant before, @Nullable BlobName after) throws IOException {
    ListObjectsV2Response page =
        reach(() ->
            s3.listObjectsV2(list ->
                list.bucket(bucket).prefix(prefix).startAfter(after == null ? null : key(after))));
    return new Page(
        page.contents().stream()
            .filter(object -> object.lastModified().isBefore(before))
            .map(object -> name(object.key()))
            .flatMap(Optional::stream)
            .toList(),
        page.isTruncated() ? last(page) : null);
  }

  /// Something else between the blobs is no reason to begin anew for ever: the page ends the list.
  private @Nullable BlobName last(ListObjectsV2Response page) {
    return page.contents().reversed().stream()
        .map(S3Object::key)
        .map(this::name)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void forgetUnfinished(Instant before) throws IOException {
    var uploads = reach(() -> s3.listMultipartUploads(l -> l.bucket(bucket).prefix(prefix)));
    for (MultipartUpload upload : uploads.uploads()) {
      if (upload.initiated().isBefore(before)) {
        reach(() ->
            s3.abortMultipartUpload(
                abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
      }
    }
  }

  private String key(BlobName name) {
    return prefix + name;
  }

  private Optional<BlobName> name(String key) {
    try {
      return Optional.of(BlobName.parse(key.substring(prefix.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // somebody else's object, which is left alone
    }
  }

  private static boolean isMissing(SdkException e) {
    return e instanceof S3Exception answer && answer.statusCode() == 404;
  }

  private static IOException unreachable(SdkException e) {
    return new IOException("S3 does not do it: " + e.getMessage(), e);
  }

  static <T> T reach(Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw unreachable(e);
    }
  }
}
