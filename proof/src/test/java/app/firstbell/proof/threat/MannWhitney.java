package app.firstbell.proof.threat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The Mann-Whitney U test, two-sided, by the normal approximation with correction for ties and for
/// continuity: whether two samples come from one distribution, whatever its form.
///
/// @param u of the first sample
/// @param z positive when the first sample is larger
/// @param p how likely such a difference is by chance
record MannWhitney(double u, double z, double p) {

  /// @param first at least 20 values each, for the approximation to hold
  static MannWhitney of(List<Double> first, List<Double> second) {
    record Value(double value, boolean isFirst) {}
    List<Value> all = new ArrayList<>();
    first.forEach(value -> all.add(new Value(value, true)));
    second.forEach(value -> all.add(new Value(value, false)));
    all.sort(Comparator.comparingDouble(Value::value));
    double n1 = first.size();
    double n2 = second.size();
    double n = n1 + n2;
    double rankSum = 0;
    double ties = 0;
    for (int from = 0; from < all.size(); ) {
      int to = from;
      while (to < all.size() && all.get(to).value() == all.get(from).value()) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      double count = to - from;
      ties += count * count * count - count;
      for (int i = from; i < to; i++) {
        rankSum += all.get(i).isFirst() ? rank : 0;
      }
      from = to;
    }
    double u = rankSum - n1 * (n1 + 1) / 2;
    double sigma = Math.sqrt(n1 * n2 / 12 * ((n + 1) - ties / (n * (n - 1))));
    double distance = u - n1 * n2 / 2;
    double z =
        sigma == 0 ? 0 : Math.signum(distance) * Math.max(0, Math.abs(distance) - 0.5) / sigma;
    return new MannWhitney(u, z, 2 * (1 - phi(Math.abs(z))));
  }

  /// The standard normal distribution (Abramowitz and Stegun 26.2.17, error below 7.5e-8).
  private static double phi(double x) {
    double t = 1 / (1 + 0.2316419 * x);
    double tail =
        Math.exp(-x * x / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return 1 - tail;
  }
}
