package app.firstbell.proof.bench;

import app.firstbell.proof.api.ApiDocument;
import app.firstbell.proof.bench.ApiSide.Measured;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;

/// What each operation of the HTTP API takes, for a reseller with one customer and for one with
/// 10,000: it should be the same.
///
/// Both run side by side, each emulator alone in its JVM, and take turns, so that what the machine
/// does otherwise meets both. Units are those of the function that answers; the audit record that
/// follows is said apart.
final class ApiBench {
  private static final int ORGANIZATIONS = 10_000;

  /// A minute after the schedule `LedgerCheck`, in UTC.
  private static final LocalTime NIGHTLY_CHECK = LocalTime.of(3, 11);

  private static final Duration WORKED_OFF = Duration.ofMinutes(5);
  private static final int WARM_UP = 15;

  /// Short rounds in turn, so that what the machine does otherwise meets both sides alike.
  private static final int ROUNDS = 20;

  private static final int PER_ROUND = 3;

  /// Functions that work on what an answer left behind.
  private static final Set<String> BEHIND = Set.of("Audit", "Outbox", "Notices");

  /// Lists that show more where there is more.
  private static final Set<String> GROW = Set.of("listOrganizationsLimit25");

  private ApiBench() {}

  static void run() throws Exception {
    Report report = new Report("api");
    try (Installation one = Installation.start("bench-api-1");
        Installation many = Installation.start("bench-api-10000")) {
      ApiSide small = ApiSide.make(one);
      ApiSide large = ApiSide.make(many);
      ApiCoverage.check(small.operations(), ApiDocument.published());
      OrganizationCopies.make(
          many.address("emulator"), large.customer(), ApiSide.WORD, ORGANIZATIONS - 1);
      // The streams' readers look through the copies first, and the nightly check through every
      // organization: that is no operation's price. Until the next night there is time enough.
      Duration night = pastTheNextNight();
      small.installation().emulator().advance(night);
      large.installation().emulator().advance(night);
      Cost.settle(many.emulator(), WORKED_OFF);
      // The compiler of each JVM gets to see everything before anything is measured.
      small
          .operations()
          .keySet()
          .forEach(name -> {
            warm(new Figures(small, name));
            warm(new Figures(large, name));
          });
      double worstTime = 0;
      double worstUnits = 0;
      String slowest = "";
      String dearest = "";
      for (String name : small.operations().keySet()) {
        Figures few = warm(new Figures(small, name));
        Figures lots = warm(new Figures(large, name));
        for (int round = 0; round < ROUNDS; round++) {
          boolean fewFirst = round % 2 == 0;
          (fewFirst ? few : lots).round(PER_ROUND);
          (fewFirst ? lots : few).round(PER_ROUND);
        }
        few.report(report, name, "1");
        lots.report(report, name, Integer.toString(ORGANIZATIONS));
        double time = lots.times.millis(50) / few.times.millis(50);
        double units = lots.units() / few.units();
        if (!GROW.contains(name) && time > worstTime) {
          worstTime = time;
          slowest = name;
        }
        if (!GROW.contains(name) && units > worstUnits) {
          worstUnits = units;
          dearest = name;
        }
      }
      report
          .figure("p50Ratio", worstTime)
          .figure("unitsRatio", worstUnits)
          .figure("organizations", ORGANIZATIONS)
          .figure("requestsPerOperation", ROUNDS * PER_ROUND)
          .assumed(
              "p50Ratio",
              "the worst of all operations, %s; listOrganizationsLimit25 shows 25 instead of 1 and is left out"
                  .formatted(slowest))
          .assumed("unitsRatio", "likewise, %s; read and write units together".formatted(dearest))
          .assumed(
              "the organizations",
              "copies of the rows that the API wrote for one, under the same reseller")
          .finish(System.out);
    }
  }

  private static Duration pastTheNextNight() {
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    ZonedDateTime today = now.with(NIGHTLY_CHECK);
    return Duration.between(now, today.isAfter(now) ? today : today.plusDays(1));
  }

  private static Figures warm(Figures figures) {
    figures.side.newMinute();
    figures.round(WARM_UP);
    figures.forget();
    return figures;
  }

  /// What one side's requests of one operation took.
  private static final class Figures {
    private final ApiSide side;
    private final Measured operation;
    private final Times times = new Times();
    private double readUnits;
    private double writeUnits;
    private int count;

    Figures(ApiSide side, String name) {
      this.side = side;
      this.operation =
          java.util.Objects.requireNonNull(side.operations().get(name), "an operation of both");
    }

    void round(int requests) {
      side.installation().emulator().resetStats();
      for (int i = 0; i < requests; i++) {
        long sent = System.nanoTime();
        Door.Answer answer = operation.run().apply(count++);
        times.add(System.nanoTime() - sent);
        answer.orFail(operation.status());
      }
      JsonNode stats = side.installation().emulator().stats();
      readUnits += units(stats, ".readUnits");
      writeUnits += units(stats, ".writeUnits");
    }

    void forget() {
      times.clear();
      readUnits = 0;
      writeUnits = 0;
    }

    double units() {
      return readUnits + writeUnits;
    }

    void report(Report report, String name, String organizations) {
      report
          .figure(name + ".p50MillisAt" + organizations, times.millis(50))
          .figure(name + ".p99MillisAt" + organizations, times.millis(99))
          .figure(name + ".readUnitsAt" + organizations, readUnits / times.count())
          .figure(name + ".writeUnitsAt" + organizations, writeUnits / times.count());
    }

    private static double units(JsonNode stats, String kind) {
      double units = 0;
      for (Map.Entry<String, JsonNode> figure : stats.properties()) {
        String key = figure.getKey();
        if (key.startsWith("function.") && key.endsWith(kind)) {
          String function = key.substring("function.".length(), key.length() - kind.length());
          if (!BEHIND.contains(function)) {
            units += figure.getValue().asDouble();
          }
        }
      }
      return units;
    }
  }
}
