package app.firstbell.proof.browser;

import app.firstbell.proof.run.Installation;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/// Debian's Chromium and an installation for one class of tests. A machine without a Chromium does
/// not run them: each is reported as skipped.
public final class Chromium
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int PATIENCE_MILLIS = 15_000;
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(Chromium.class);

  /// What the tests of a class share.
  ///
  /// Not closeable: who keeps it with a class would have it closed with the first one that is done.
  record Stage(Playwright playwright, Browser browser, Installation installation) {
    void end() {
      browser.close();
      playwright.close();
      installation.close();
    }

    /// A browser profile of its own, as on another person's computer.
    BrowserContext person() {
      BrowserContext context =
          browser.newContext(
              new Browser.NewContextOptions()
                  .setViewportSize(1280, 800)
                  .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
      context.setDefaultTimeout(PATIENCE_MILLIS);
      return context;
    }

    ConsolePage console(String email, String password) {
      return ConsolePage.signIn(
          person().newPage(), installation.address("console"), email, password);
    }

    ShopPage shop() {
      return ShopPage.visit(person().newPage(), installation.address("shop"));
    }

    /// Kept under `target/screens`.
    static void picture(Page page, String name) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screens/" + name + ".png")));
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    String shared = shared(context);
    if (shared.isEmpty()) {
      context.getStore(SPACE).put("stage", open(context.getRequiredTestClass().getSimpleName()));
      return;
    }
    ExtensionContext.Store all = context.getRoot().getStore(SPACE);
    Shared stage = all.get(shared, Shared.class);
    if (stage == null) {
      stage = new Shared(open(shared));
      all.put(shared, stage);
    }
    context.getStore(SPACE).put("stage", stage.stage());
  }

  /// Ended with the last test of all.
  private record Shared(Stage stage) implements ExtensionContext.Store.CloseableResource {
    @Override
    public void close() {
      stage.end();
    }
  }

  private static String shared(ExtensionContext context) {
    return context.getRequiredTestClass().getAnnotation(OnChromium.class).shared();
  }

  private static Stage open(String name) throws IOException, InterruptedException {
    Path executable = executable();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox", // a container has no user namespaces for it
                            "--disable-gpu",
                            "--disable-dev-shm-usage")));
    return new Stage(playwright, browser, Installation.startForTests("browser-" + name));
  }

  /// Nobody stays signed in beside the next story, and takes time from it.
  @Override
  public void afterEach(ExtensionContext context) {
    Stage stage = context.getStore(SPACE).get("stage", Stage.class);
    if (stage != null) {
      List.copyOf(stage.browser().contexts()).forEach(BrowserContext::close);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Stage stage = context.getStore(SPACE).get("stage", Stage.class);
    if (stage != null && shared(context).isEmpty()) {
      stage.end();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(SPACE).get("stage", Stage.class);
  }

  private static Path executable() {
    for (String directory : System.getenv("PATH").split(":")) {
      for (String name : NAMES) {
        Path candidate = Path.of(directory, name);
        if (Files.isExecutable(candidate)) {
          return candidate;
        }
      }
    }
    throw new TestAbortedException(
        "browser leg not run: no Chromium on the PATH (looked for %s); apt-get install chromium"
            .formatted(NAMES));
  }
}
