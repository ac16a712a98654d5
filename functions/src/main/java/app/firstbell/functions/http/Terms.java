package app.firstbell.functions.http;

import app.firstbell.identity.TermsOfUse;
import app.firstbell.transaction.Answer;

/// The terms of use, for whoever is to accept them.
final class Terms {
  static final String VERSION = TermsOfUse.VERSION;

  private Terms() {}

  static Answer answer() {
    return Http.json(200, json -> json.text("version", VERSION).texts("text", TermsOfUse.TEXT));
  }
}
