package app.firstbell.identity;

import app.firstbell.organization.Account;
import java.util.List;

/// The terms of use that an organization accepts before it goes live (B11). A new version is asked
/// for again.
public final class TermsOfUse {
  public static final String VERSION = Account.Terms.IN_FORCE;

  /// Paragraph by paragraph.
  public static final List<String> TEXT =
      List.of(
          "Firstbell rings the people who answer for your organization when somebody on your site"
              + " asks for a chat. These are the terms under which you use it.",
          "You answer for what your members write, and for telling your visitors that their chats"
              + " are kept. Chats are for conversations with your visitors: not for unlawful"
              + " things, not for mass advertising, and not for card numbers or passwords.",
          "Your data is yours. We process it to run the service for you, keep each organization's"
              + " apart from all others, and tell you without delay if that ever fails. Your"
              + " administrators can export it at any time.",
          "Whoever looks after your account may enter it as support: with a reason, for a limited"
              + " time, and with every act in your audit log under both names.",
          "You may leave at any time. The service may be suspended when these terms are broken;"
              + " nothing is lost by that, and you will be told why.");

  private TermsOfUse() {}
}
