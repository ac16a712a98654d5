package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {
  /// Lehmann's and every textbook's case: no overlap.
  @Test
  void samplesApartAreTold() {
    List<Double> low = IntStream.range(0, 20).mapToObj(i -> (double) i).toList();
    List<Double> high = IntStream.range(20, 40).mapToObj(i -> (double) i).toList();
    MannWhitney test = MannWhitney.of(low, high);
    assertEquals(0, test.u());
    assertEquals(-5.396, test.z(), 0.001);
    assertTrue(test.p() < 1e-6);
  }

  @Test
  void equalSamplesAreNot() {
    List<Double> same = IntStream.range(0, 30).mapToObj(i -> (double) (i / 3)).toList();
    assertEquals(1, MannWhitney.of(same, same).p(), 1e-6);
  }

  /// Under one distribution p is even: about one in a hundred is below 0.01.
  @Test
  void falseAlarmsAreAsRareAsTheyShouldBe() {
    Random random = new Random(42);
    long alarms =
        IntStream.range(0, 2000)
            .filter(_ -> MannWhitney.of(sample(random, 100, 0), sample(random, 100, 0)).p() < 0.01)
            .count();
    assertTrue(alarms > 4 && alarms < 45, alarms + " alarms of 2000");
  }

  @Test
  void aSmallShiftIsTold() {
    Random random = new Random(7);
    assertTrue(MannWhitney.of(sample(random, 200, 0.5), sample(random, 200, 0)).p() < 0.01);
  }

  private static List<Double> sample(Random random, int size, double shift) {
    return DoubleStream.generate(() -> Math.exp(random.nextGaussian() / 2) + shift)
        .limit(size)
        .boxed()
        .toList();
  }
}
