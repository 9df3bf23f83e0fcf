package dev.millrace.bench.report;

import java.util.ArrayList;
import java.util.List;

/// A table in plain text: the first column to the left, all others to the right, each as wide as
/// its widest cell.
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> head) {
    rows.add(List.copyOf(head));
  }

  /// @throws IllegalArgumentException when the row is not as long as the head
  void add(List<String> row) {
    if (row.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of " + row.size() + " cells");
    }
    rows.add(List.copyOf(row));
  }

  /// Every line ends with a line feed; none ends with blanks.
  String render() {
    var text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i))).append('\n');
      if (i == 0) {
        text.append("-".repeat(line(rows.getFirst()).length())).append('\n');
      }
    }
    return text.toString();
  }

  private String line(List<String> row) {
    var line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      var cell = row.get(column);
      var padding = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? cell + padding : "  " + padding + cell);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
