package app.firstbell.proof.bench;

import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// What the widget costs a site: bytes of the loader, bytes of the opened chat, and how much longer
/// the page's main thread is blocked with it than without it, on a processor four times slower than
/// this one.
final class WidgetBench {
  private static final int LOADS = 9;
  private static final int SLOWER = 4;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private WidgetBench() {}

  static void run() throws Exception {
    Report report = new Report("widget");
    Path app = Installation.project().resolve("web/dist/app");
    report.figure("loaderGzipBytes", gzipBytes(app.resolve("widget.js")));
    report.figure("openedGzipBytes", openedGzipBytes(app.resolve("widget")));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    try (Installation installation = Installation.start("bench-widget");
        VisitorClient first =
            VisitorClient.come(installation.door(), "demo", installation.check());
        Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(
                            List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")))) {
      String shop = installation.address("shop").toString();
      List<Double> without = new ArrayList<>();
      List<Double> with = new ArrayList<>();
      blocking(browser, shop, Widget.LOADED); // the first load of a browser is not like the others
      for (int i = 0; i < LOADS; i++) {
        without.add(blocking(browser, shop, Widget.REFUSED));
        with.add(blocking(browser, shop, Widget.LOADED));
      }
      report
          .figure("addedBlockingMillis", median(with) - median(without))
          .figure("blockingMillisWith", median(with))
          .figure("blockingMillisWithout", median(without))
          .assumed(
              "blocking",
              "the part of each task beyond 50 ms until the page has been quiet, processor slowed %d times, median of %d loads"
                  .formatted(SLOWER, LOADS));
    }
    report.finish(System.out);
  }

  private enum Widget {
    LOADED,
    REFUSED
  }

  private static double blocking(Browser browser, String address, Widget widget) {
    try (BrowserContext context = browser.newContext();
        Page page = context.newPage()) {
      CDPSession session = context.newCDPSession(page);
      JsonObject rate = new JsonObject();
      rate.addProperty("rate", SLOWER);
      session.send("Emulation.setCPUThrottlingRate", rate);
      if (widget == Widget.REFUSED) {
        page.route("**/widget.js", route -> route.abort());
      }
      page.addInitScript(
          "window.__blocked = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.__blocked += Math.max(0, e.duration - 50); }).observe({ type: 'longtask', buffered: true });");
      page.navigate(address);
      page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
      return ((Number) page.evaluate("() => window.__blocked")).doubleValue();
    }
  }

  /// Everything that the opened chat loads: its page, scripts and styles.
  private static double openedGzipBytes(Path directory) throws IOException {
    double sum = 0;
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(WidgetBench::isOfTheFirstOpening).toList()) {
        sum += gzipBytes(file);
      }
    }
    return sum;
  }

  /// What stands below a chat that is over is loaded when a chat begins.
  private static boolean isOfTheFirstOpening(Path file) {
    return file.toString().matches(".*\\.(html|js|css)") && !file.endsWith("after.js");
  }

  private static double gzipBytes(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(Files.readAllBytes(file));
    }
    return bytes.size();
  }

  private static Path executable() {
    for (String directory : System.getenv("PATH").split(":")) {
      for (String name : NAMES) {
        if (Files.isExecutable(Path.of(directory, name))) {
          return Path.of(directory, name);
        }
      }
    }
    throw new IllegalStateException(
        "no Chromium on the PATH (looked for %s); apt-get install chromium".formatted(NAMES));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
