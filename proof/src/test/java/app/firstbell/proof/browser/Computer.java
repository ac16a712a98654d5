package app.firstbell.proof.browser;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Page;

/// A computer at which an agent is online.
///
/// @param senses what it plays and shows
record Computer(Desk desk, ConsolePage console, Senses senses) {
  static Computer of(Stage stage, Person agent) {
    Page page = stage.person().newPage();
    Senses senses = Senses.open(page);
    Desk desk = new Desk(stage, page);
    desk.to("#/signin");
    desk.enter(agent.email(), agent.password());
    ConsolePage console = new ConsolePage(page);
    console.goOnline();
    return new Computer(desk, console, senses);
  }

  Page page() {
    return desk.page();
  }
}
