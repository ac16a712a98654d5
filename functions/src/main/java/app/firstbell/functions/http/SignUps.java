package app.firstbell.functions.http;

import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Redemption;
import app.firstbell.identity.SignUp;
import app.firstbell.identity.TermsOfUse;
import app.firstbell.json.FieldException;
import app.firstbell.organization.Locality;
import app.firstbell.transaction.Answer;
import java.util.Optional;

/// Newcomers sign up, and confirm their address.
final class SignUps {
  private final SignUp signUp;

  SignUps(IdentityParts parts) {
    this.signUp = new SignUp(parts);
  }

  /// The same answer whether anybody has the address or not.
  Answer ask(Call call) {
    Fields body = call.body("organization", "name", "email", "password", "terms");
    Fields organization =
        body.object("organization", "name", "country", "currency", "timezone")
            .orElseThrow(() -> body.wrong("organization", "expected this field, got nothing"));
    if (!body.text("terms", 20).equals(TermsOfUse.VERSION)) {
      throw body.wrong(
          "terms", "expected the version of the terms in force, " + TermsOfUse.VERSION);
    }
    SignUp.Form form =
        new SignUp.Form(
            organization.text("name", Fields.LONGEST_NAME),
            locality(organization),
            body.text("name", Fields.LONGEST_NAME),
            body.email("email"),
            body.secret("password", Redeemed.LONGEST_TYPED));
    Redemption asked = signUp.ask(form, call.now());
    return asked instanceof Redemption.Done ? Answer.of(202, "{}") : Redeemed.answer(asked);
  }

  Answer confirm(Call call) {
    String token = call.body("token").secret("token", Redeemed.LONGEST_LINK);
    return Redeemed.answer(
        signUp.confirm(token, Sessions.from(call, Optional.empty()), call.now()));
  }

  private static Locality locality(Fields organization) {
    try {
      return new Locality(
          organization.text("country", 2),
          organization.text("currency", 3),
          organization.text("timezone", 60));
    } catch (FieldException unknown) {
      throw organization.wrong(unknown.field(), unknown.problem());
    }
  }
}
