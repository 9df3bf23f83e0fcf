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
  UploadedDocuments uploadedDocuments(Blobs blobs) {
    return new StoredUploads(blobs);
  }
}
