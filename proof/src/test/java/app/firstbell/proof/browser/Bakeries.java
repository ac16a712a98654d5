package app.firstbell.proof.browser;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import java.net.URI;

/// Organizations that a story has for itself: stories share an installation and do not meet.
final class Bakeries {
  private Bakeries() {}

  /// The administrator of the reseller Harbor Partners.
  static Person rosa(Stage stage) {
    return Person.signIn(stage.installation(), "rosa@harbor.example", "ring-the-bell-3");
  }

  /// A customer of hers, with its owner.
  static Company open(Stage stage, String name) {
    return Company.create(rosa(stage), name, "customer");
  }

  /// The demo shop with the widget of that organization.
  static ShopPage shop(Stage stage, Company company) {
    return ShopPage.visit(
        stage.person().newPage(),
        URI.create(stage.installation().address("shop") + "/?site=" + company.id()));
  }
}
