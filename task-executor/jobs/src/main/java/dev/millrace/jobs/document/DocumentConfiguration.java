package dev.millrace.jobs.document;

import dev.millrace.blobs.Blobs;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Provides [Documents] with the limits of `millrace.documents.*`, and the uploads in the store of
/// blobs.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocumentLimits.class)
public class DocumentConfiguration {

  @Bean
  Documents documents(DocumentLimits limits) {
    return new Documents(limits);
  }

  @Bean
  DocumentSource documentSource(Documents documents, DocumentLimits limits, Blobs blobs) {
    return new DocumentSource(documents, limits, new StoredUploads(blobs));
  }
}
