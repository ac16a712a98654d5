package app.firstbell.functions.http;

import app.firstbell.identity.Acceptance;
import app.firstbell.identity.EmailChange;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Links;
import app.firstbell.transaction.Answer;
import java.util.Optional;

/// Whoever was mailed a link looks what it is for, and accepts; or confirms a new address.
final class Invitations {
  private final Acceptance acceptance;
  private final EmailChange emailChange;

  Invitations(IdentityParts parts) {
    this.acceptance = new Acceptance(parts);
    this.emailChange = new EmailChange(parts);
  }

  Answer look(Call call) {
    String token = call.body("token").secret("token", Redeemed.LONGEST_LINK);
    Acceptance.Invitation invitation =
        acceptance.look(token, call.now()).orElseThrow(Problem::linkUsed);
    return Http.json(
        200,
        json ->
            json.object("organization", o -> o.text("name", invitation.organization().name()))
                .text("name", invitation.member().name())
                .text("email", invitation.member().email())
                .text("invitedBy", invitation.link().payload(Links.INVITED_BY).orElse(null)));
  }

  Answer accept(Call call) {
    Fields body = call.body("token", "password", "name");
    return Redeemed.answer(
        acceptance.accept(
            body.secret("token", Redeemed.LONGEST_LINK),
            body.secret("password", Redeemed.LONGEST_TYPED),
            body.optionalText("name", Fields.LONGEST_NAME),
            Sessions.from(call, Optional.empty()),
            call.now()));
  }

  Answer confirmEmail(Call call) {
    String token = call.body("token").secret("token", Redeemed.LONGEST_LINK);
    return Redeemed.answer(emailChange.confirm(token, call.now()));
  }
}
