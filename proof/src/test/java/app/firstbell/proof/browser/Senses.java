package app.firstbell.proof.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/// What a page asks the browser to play and to show on the desktop. A test has no ears, and no
/// other window to look at: the page is told that it lies behind one.
record Senses(Page page) {
  private static final String RECORDER =
      """
      (() => {
        const heard = (window.__heard = []);
        const shown = (window.__shown = []);
        const print = (buffer) => {
          const samples = buffer.getChannelData(0);
          let sum = 0;
          for (let i = 0; i < samples.length; i += 97) sum = (sum * 31 + Math.round(samples[i] * 1000)) | 0;
          return sum;
        };
        const playing = new WeakMap();
        const { start } = AudioBufferSourceNode.prototype;
        AudioBufferSourceNode.prototype.start = function (...when) {
          const sound = { tone: print(this.buffer), loops: this.loop, plays: true };
          heard.push(sound);
          playing.set(this, sound);
          return start.apply(this, when);
        };
        const { stop } = AudioScheduledSourceNode.prototype;
        AudioScheduledSourceNode.prototype.stop = function (...when) {
          const sound = playing.get(this);
          if (sound) sound.plays = false;
          return stop.apply(this, when);
        };
        window.Notification = class {
          static permission = "granted";
          static requestPermission = async () => "granted";
          constructor(title) { shown.push(title); }
          close() {}
        };
        ServiceWorkerRegistration.prototype.showNotification = async (title) => void shown.push(title);
        document.hasFocus = () => false;
      })()
      """;

  /// Call before the page goes anywhere.
  static Senses open(Page page) {
    page.addInitScript(RECORDER);
    return new Senses(page);
  }

  /// The tone that was played once, last of all; different for each tone.
  int last() {
    page.waitForFunction("() => window.__heard.length > 0");
    return (int) page.evaluate("() => window.__heard.at(-1).tone");
  }

  int played() {
    return (int) page.evaluate("() => window.__heard.length");
  }

  /// Waits until it rings on and on.
  void rings() {
    page.waitForFunction("() => window.__heard.some((one) => one.loops && one.plays)");
  }

  /// Waits until it rings on and on with this tone.
  void rings(int tone) {
    page.waitForFunction(
        "(tone) => window.__heard.some((one) => one.loops && one.plays && one.tone === tone)",
        tone);
  }

  /// Waits until nothing rings.
  void silent() {
    page.waitForFunction("() => !window.__heard.some((one) => one.loops && one.plays)");
  }

  /// The titles of what was shown on the desktop.
  @SuppressWarnings("unchecked")
  List<String> shown() {
    // The console asks for its worker first: whatever it asked before this question is shown by
    // then.
    return (List<String>)
        page.evaluate(
            """
            async () => {
              await navigator.serviceWorker.getRegistration("/");
              await new Promise((resolve) => setTimeout(resolve));
              return window.__shown;
            }
            """);
  }
}
