package dev.millrace.jobs.embedded;

import java.util.ArrayList;
import java.util.List;

/// Which of many vectors stand for the whole, or come nearest to a topic.
///
/// The choice is by maximal marginal relevance (Carbonell and Goldstein, 1998): each pick is worth
/// its relevance less its likeness to what was picked before. Pure: the same vectors give the same
/// picks.
public final class Ranking {

  private static final double RELEVANCE = 0.7;

  private Ranking() {}

  /// One pick.
  ///
  /// @param index into the vectors
  /// @param score its relevance, before anything is taken off for likeness
  public record Pick(int index, double score) {}

  /// How near each vector is to the centre of all, with up to a tenth more for standing early: what
  /// a document is about is said at its beginning.
  public static double[] centrality(List<float[]> vectors) {
    double[] scores = new double[vectors.size()];
    if (vectors.isEmpty()) {
      return scores;
    }
    float[] centre = centre(vectors);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = dot(vectors.get(i), centre) + 0.1 / (1 + i / 5.0);
    }
    return scores;
  }

  /// How near each vector is to the nearest of `queries`.
  public static double[] similarity(List<float[]> vectors, List<float[]> queries) {
    return vectors.stream()
        .mapToDouble(v -> queries.stream().mapToDouble(q -> dot(v, q)).max().orElse(0))
        .toArray();
  }

  /// The most relevant vectors that are not alike, best first.
  ///
  /// @param count how many at most
  /// @param least the relevance that a pick must have
  public static List<Pick> diverse(
      List<float[]> vectors, double[] relevance, int count, double least) {
    List<Pick> picks = new ArrayList<>();
    double[] likeness = new double[vectors.size()];
    boolean[] taken = new boolean[vectors.size()];
    while (picks.size() < count) {
      int best = -1;
      double bestValue = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < vectors.size(); i++) {
        double value = RELEVANCE * relevance[i] - (1 - RELEVANCE) * likeness[i];
        if (!taken[i] && relevance[i] >= least && value > bestValue) {
          best = i;
          bestValue = value;
        }
      }
      if (best < 0) {
        break;
      }
      taken[best] = true;
      picks.add(new Pick(best, relevance[best]));
      for (int i = 0; i < vectors.size(); i++) {
        likeness[i] = Math.max(likeness[i], dot(vectors.get(i), vectors.get(best)));
      }
    }
    return picks;
  }

  private static float[] centre(List<float[]> vectors) {
    float[] centre = new float[vectors.getFirst().length];
    for (float[] vector : vectors) {
      for (int d = 0; d < centre.length; d++) {
        centre[d] += vector[d];
      }
    }
    double norm = Math.sqrt(dot(centre, centre));
    for (int d = 0; d < centre.length; d++) {
      centre[d] = norm == 0 ? 0 : (float) (centre[d] / norm);
    }
    return centre;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
