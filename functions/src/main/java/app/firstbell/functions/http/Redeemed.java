package app.firstbell.functions.http;

import app.firstbell.identity.Redemption;
import app.firstbell.identity.SignIn;
import app.firstbell.transaction.Answer;

/// The answers to mailed links and new passwords.
final class Redeemed {
  /// A link's text is a little above a hundred characters.
  static final int LONGEST_LINK = 256;

  /// Longer than any password may be, so that the rule can say so.
  static final int LONGEST_TYPED = 1024;

  private Redeemed() {}

  static Answer answer(Redemption redemption) {
    return switch (redemption) {
      case Redemption.Welcome welcome -> Passport.answer(welcome.pass());
      case Redemption.Done _ -> Answer.noContent();
      case Redemption.LinkUsed _ -> throw Problem.linkUsed();
      case Redemption.Unfit unfit -> throw Problem.invalid("/password", unfit.problem());
      case Redemption.WrongPassword _ ->
          throw Problem.invalid("/current", "This is not your password.");
      case Redemption.EmailTaken _ ->
          throw Problem.of(
              Slug.EMAIL_TAKEN, "There is an account with this address by now: please sign in.");
      case Redemption.Closed closed ->
          throw closed.why() == SignIn.Why.NO_ACCESS
              ? Problem.of(
                  Slug.NO_ACCESS,
                  "Your account has no access to the portal. Please ask an administrator.")
              : Problem.of(Slug.SUSPENDED, "The organization is suspended. Nothing is lost.");
    };
  }
}
