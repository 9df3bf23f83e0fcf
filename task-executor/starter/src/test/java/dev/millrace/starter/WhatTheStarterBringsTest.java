package dev.millrace.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every library of an application that depends on the starter and on nothing else:
/// `what-the-starter-brings.txt`, written with `-Ddocs.write=true`, compared without. A line more
/// is a library more in the services of others.
class WhatTheStarterBringsTest {

  private static final Path LIST = Path.of("src/test/resources/what-the-starter-brings.txt");
  private static final Path FOUND = Path.of("target/what-it-brings.txt");

  @Test
  void starterBringsTheseLibrariesAlone() throws IOException {
    List<String> brought = brought();
    if (Boolean.getBoolean("docs.write")) {
      Files.write(LIST, brought);
    }

    assertThat(brought).isEqualTo(Files.readAllLines(LIST));
  }

  @Test
  void storesDocumentsAndModelsStayAway() throws IOException {
    assertThat(brought())
        .contains("dev.millrace:millrace-blobs")
        .noneMatch(library ->
            library.startsWith("software.amazon.awssdk:")
                || library.startsWith("org.apache.pdfbox:")
                || library.startsWith("org.apache.poi:")
                || library.startsWith("org.apache.tika:")
                || library.startsWith("dev.langchain4j:"));
  }

  /// Groups and names, from lines such as `org.slf4j:slf4j-api:jar:2.0.18:compile`.
  private static List<String> brought() throws IOException {
    return Files.readAllLines(FOUND).stream()
        .map(String::strip)
        .filter(line -> line.contains(":jar:"))
        .map(line -> line.substring(0, line.indexOf(":jar:")))
        .distinct()
        .sorted()
        .toList();
  }
}
