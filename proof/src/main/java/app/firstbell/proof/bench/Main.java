package app.firstbell.proof.bench;

/// `firstbell bench NAME`.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    String name = arguments.length == 0 ? "" : arguments[0];
    switch (name) {
      case "messages" -> MessagesBench.run();
      case "ring" -> RingBench.run();
      case "start" -> StartBench.run();
      case "widget" -> WidgetBench.run();
      case "api" -> ApiBench.run();
      case "metering" -> MeteringBench.run();
      case "ledger" -> LedgerBench.run();
      default -> {
        System.err.printf(
            "expected messages, ring, start, widget, api, metering or ledger, got `%s`%n", name);
        System.exit(2);
      }
    }
    System.exit(0);
  }
}
