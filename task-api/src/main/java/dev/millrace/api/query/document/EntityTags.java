package dev.millrace.api.query.document;

import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/// The entity tags that a client names in `If-None-Match` and `If-Match`. Source: RFC 9110 sections
/// 8.8.3 and 13.1.
///
/// Spring's `checkNotModified` is not for these answers: some are made after the request has
/// returned, it has no 304 for `*`, and it judges `If-Match` on reading, too.
public final class EntityTags {

  private EntityTags() {}

  /// Whether one of these tags is the representation's. A weak one is as good: a proxy that
  /// compresses makes it of a strong one.
  public static boolean match(@Nullable Enumeration<String> tags, String etag) {
    var own = ETag.create(etag);
    return tags != null
        && Collections.list(tags).stream()
            .flatMap(line -> ETag.parse(line).stream())
            .anyMatch(tag -> tag.isWildcard() || tag.compare(own, false));
  }
}
