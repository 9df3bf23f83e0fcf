package dev.millrace.blobs.s3;

import dev.millrace.blobs.BlobContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// One object in several parts, of which one at a time is in memory. It is there when the last
/// request is answered.
record MultipartPut(S3Client s3, String bucket, String key) {

  void put(Map<String, String> metadata, byte[] first, BlobContent rest) throws IOException {
    String id =
        S3Blobs.reach(() ->
                s3.createMultipartUpload(
                    create -> create.bucket(bucket).key(key).metadata(metadata)))
            .uploadId();
    try {
      List<CompletedPart> parts = new ArrayList<>();
      byte @Nullable [] part = first;
      while (part != null) {
        parts.add(upload(id, parts.size() + 1, part));
        part = rest.next(S3Blobs.PART);
      }
      S3Blobs.reach(() ->
          s3.completeMultipartUpload(complete ->
              complete
                  .bucket(bucket)
                  .key(key)
                  .uploadId(id)
                  .multipartUpload(upload -> upload.parts(parts))));
    } catch (IOException | RuntimeException e) {
      abort(id, e);
      throw e;
    }
  }

  private CompletedPart upload(String id, int number, byte[] part) throws IOException {
    String etag =
        S3Blobs.reach(() ->
                s3.uploadPart(
                    upload -> upload.bucket(bucket).key(key).uploadId(id).partNumber(number),
                    RequestBody.fromBytes(part)))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private void abort(String id, Exception failure) {
    try {
      s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException e) {
      // Nobody sees it unfinished, and forgetUnfinished deletes it.
      failure.addSuppressed(e);
    }
  }
}
