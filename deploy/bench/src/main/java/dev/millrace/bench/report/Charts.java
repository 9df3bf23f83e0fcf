package dev.millrace.bench.report;

import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Metric.Position;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;

/// Pictures of the curves: a file for each workload that has any, with the medians of its points.
///
/// Figures of the first unit have their axis on the left, all others on the right; both begin at 0.
public final class Charts {

  private static final int WIDTH = 1_300;
  private static final int HEIGHT = 520;

  private final Campaigned campaign;

  private Charts(Campaigned campaign) {
    this.campaign = campaign;
  }

  /// Writes them.
  ///
  /// @return the files, `WORKLOAD.png`
  public static List<Path> write(Campaigned campaign, Path folder) throws IOException {
    // Nothing is shown: a machine without a screen is enough.
    System.setProperty("java.awt.headless", "true");
    var charts = new Charts(campaign);
    var files = new ArrayList<Path>();
    for (var workload : charts.points().map(Metric::workload).distinct().toList()) {
      var file = folder.resolve(workload + ".png");
      BitmapEncoder.saveBitmap(charts.chart(workload), file.toString(), BitmapFormat.PNG);
      files.add(file);
    }
    return files;
  }

  private Stream<Metric> points() {
    return campaign.results().metrics().stream().filter(metric -> metric.at().isPresent());
  }

  private XYChart chart(String workload) {
    var points = points().filter(point -> point.workload().equals(workload)).toList();
    var left = points.getFirst();
    var chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(workload)
            .xAxisTitle(left.at().map(Position::of).orElse(""))
            .yAxisTitle(left.unit())
            .build();
    var styler = chart.getStyler();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setXAxisDecimalPattern("#,###").setYAxisDecimalPattern("#,##0.##").setXAxisMin(0.0);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setYAxisMin(0, 0.0);
    for (var contender : contenders(points)) {
      for (var curve : curves(points)) {
        boolean isRight = !curve.unit().equals(left.unit());
        if (draw(chart, contender, curve, points, isRight ? 1 : 0) && isRight) {
          chart.setYAxisGroupTitle(1, curve.unit());
          styler.setYAxisGroupPosition(1, YAxisPosition.Right);
          styler.setYAxisMin(1, 0.0);
        }
      }
    }
    return chart;
  }

  /// Answers whether there was anything to draw.
  private boolean draw(
      XYChart chart, String contender, Metric curve, List<Metric> points, int axis) {
    var results = campaign.results();
    var places = new ArrayList<Double>();
    var medians = new ArrayList<Double>();
    for (var point : points) {
      if (point.isOnCurveOf(curve)) {
        results
            .summary(point, contender)
            .ifPresent(summary -> {
              places.add(point.at().map(Position::value).orElse(0L).doubleValue());
              medians.add(summary.median());
            });
      }
    }
    if (places.isEmpty()) {
      return false;
    }
    chart.addSeries(contender + ": " + curve.name(), places, medians).setYAxisGroup(axis);
    return true;
  }

  private List<String> contenders(List<Metric> points) {
    return points.stream()
        .flatMap(point -> campaign.results().contenders(point).stream())
        .distinct()
        .toList();
  }

  private static List<Metric> curves(List<Metric> points) {
    var curves = new ArrayList<Metric>();
    for (var point : points) {
      if (curves.stream().noneMatch(point::isOnCurveOf)) {
        curves.add(point);
      }
    }
    return curves;
  }
}
