package dev.millrace.jobs.document.process;

import com.ibm.icu.text.CharsetDetector;
import dev.millrace.jobs.document.extract.ReaderMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.Jsoup;

/// The class path of a reader process: where this process has found what a reader needs, and
/// nothing else.
///
/// That is a jar or a folder, whether it came by the class path, by a manifest or from an unpacked
/// program. What is within Spring Boot's one jar cannot be on a class path, and is copied.
final class ReaderClassPath {

  private static final List<Class<?>> NEEDED =
      List.of(
          ReaderMain.class,
          PDDocument.class,
          RandomAccessRead.class,
          FontBoxFont.class,
          LogFactory.class,
          Jsoup.class,
          CharsetDetector.class);

  private static final String NESTED = "jar:nested:";
  private static final String WITHIN = "/!";
  private static final String ROOT = "!/";

  private ReaderClassPath() {}

  /// @param copies the folder for what must be copied
  static String of(Path copies) throws IOException {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> needed : NEEDED) {
      URL location = needed.getProtectionDomain().getCodeSource().getLocation();
      places.add(place(location.toString(), copies).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  /// A place that can be on a class path.
  static Path place(String location, Path copies) throws IOException {
    try {
      if (!location.startsWith(NESTED)) {
        return Path.of(new URI(location));
      }
      int within = location.indexOf(WITHIN);
      Path program = Path.of(new URI("file:" + location.substring(NESTED.length(), within)));
      int end = location.endsWith(ROOT) ? location.length() - ROOT.length() : location.length();
      return copy(program, location.substring(within + WITHIN.length(), end), copies);
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IOException("a library is at a place that is no file: " + location, e);
    }
  }

  /// @param entry a jar, or a folder with its slash
  private static Path copy(Path program, String entry, Path copies) throws IOException {
    try (ZipFile jar = new ZipFile(program.toFile())) {
      for (ZipEntry each : Collections.list(jar.entries())) {
        if (each.getName().startsWith(entry) && !each.isDirectory()) {
          Path copied = copies.resolve(each.getName()).normalize();
          if (!copied.startsWith(copies)) {
            throw new IOException("an entry leads out of its archive: " + each.getName());
          }
          Files.createDirectories(copied.getParent());
          try (InputStream content = jar.getInputStream(each)) {
            Files.copy(content, copied);
          }
        }
      }
    }
    return copies.resolve(entry);
  }
}
