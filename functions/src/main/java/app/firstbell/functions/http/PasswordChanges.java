package app.firstbell.functions.http;

import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.PasswordChange;
import app.firstbell.transaction.Answer;

/// Other passwords: by the present one, or by a mailed link.
final class PasswordChanges {
  private final PasswordChange change;

  PasswordChanges(IdentityParts parts) {
    this.change = new PasswordChange(parts);
  }

  Answer change(Call call) {
    Fields body = call.body("current", "password");
    return Redeemed.answer(
        change.change(
            call.member(),
            body.secret("current", Redeemed.LONGEST_TYPED),
            body.secret("password", Redeemed.LONGEST_TYPED),
            call.now()));
  }

  /// The same answer whether anybody has the address or not.
  Answer ask(Call call) {
    change.ask(call.body("email").email("email"), call.now());
    return Answer.of(202, "{}");
  }

  Answer redeem(Call call) {
    Fields body = call.body("token", "password");
    return Redeemed.answer(
        change.redeem(
            body.secret("token", Redeemed.LONGEST_LINK),
            body.secret("password", Redeemed.LONGEST_TYPED),
            call.now()));
  }
}
