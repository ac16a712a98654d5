package app.firstbell.proof.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// Somebody without a mouse, who sees where the focus is.
record Keys(Page page) {
  private static final int MOST_TABS = 80;

  /// Goes on by Tab until the focus is there.
  Keys to(Locator target) {
    return by("Tab", target);
  }

  /// Goes back by Shift and Tab until the focus is there.
  Keys back(Locator target) {
    return by("Shift+Tab", target);
  }

  private Keys by(String key, Locator target) {
    for (int tabs = 0; tabs < MOST_TABS; tabs++) {
      page.keyboard().press(key);
      if ((boolean) target.evaluate("e => e === document.activeElement")) {
        assertSeen();
        return this;
      }
    }
    throw new AssertionError(
        "not reached by %d tabs: %s; the focus is at %s".formatted(MOST_TABS, target, focused()));
  }

  Keys press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  Keys type(String text) {
    page.keyboard().type(text);
    return this;
  }

  /// Writes over what stands in the field.
  Keys instead(String text) {
    return press("Control+A").type(text);
  }

  /// Where the focus is shows in a ring, and is on the screen.
  private void assertSeen() {
    assertTrue(
        (boolean)
            page.evaluate(
                """
                () => {
                  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
                  const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== "none";
                  return ring && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
                }
                """),
        "the focus is not to be seen: " + focused());
  }

  private Object focused() {
    return page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)");
  }
}
