package app.firstbell.identity;

/// What came of using a mailed link, or of setting a password.
public sealed interface Redemption {
  /// Done, and signed in.
  record Welcome(Pass pass) implements Redemption {}

  record Done() implements Redemption {}

  /// Unknown, used or expired; which, is not told.
  record LinkUsed() implements Redemption {}

  /// The new password is not as it must be; the link is good still.
  record Unfit(String problem) implements Redemption {}

  /// The present password is another one.
  record WrongPassword() implements Redemption {}

  /// The address belongs to another member by now.
  record EmailTaken() implements Redemption {}

  record Closed(SignIn.Why why) implements Redemption {}
}
