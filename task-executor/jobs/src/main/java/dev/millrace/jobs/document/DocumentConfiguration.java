package dev.millrace.jobs.document;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Provides [Documents] with the limits of `millrace.documents.*`; uploads can be read where a bean
/// of [UploadedDocuments] is there.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocumentLimits.class)
public class DocumentConfiguration {

  @Bean
  Documents documents(DocumentLimits limits) {
    return new Documents(limits);
  }

  @Bean
  DocumentSource documentSource(
      Documents documents, DocumentLimits limits, ObjectProvider<UploadedDocuments> uploads) {
    return new DocumentSource(documents, limits, uploads);
  }
}
