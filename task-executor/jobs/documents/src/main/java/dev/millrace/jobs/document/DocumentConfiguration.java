package dev.millrace.jobs.document;

import dev.millrace.blobs.Blobs;
import dev.millrace.jobs.document.process.ReaderPool;
import dev.millrace.jobs.document.process.ReaderSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Provides the documents of tasks, with the limits of `millrace.documents.*`, read by the
/// processes of `millrace.jobs.documents.*` from the uploads in the store of blobs.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DocumentLimits.class, ReaderSettings.class})
public class DocumentConfiguration {

  @Bean
  Documents documents(DocumentLimits limits) {
    return new Documents(limits);
  }

  /// No process is started before there is a document.
  @Bean
  ReaderPool documentReaders(ReaderSettings settings, DocumentLimits limits) {
    return new ReaderPool(settings, limits);
  }

  @Bean
  DocumentSource documentSource(
      Documents texts, ReaderPool readers, DocumentLimits limits, Blobs blobs) {
    return new DocumentSource(texts, readers, new StoredUploads(blobs, limits.size().toBytes()));
  }
}
