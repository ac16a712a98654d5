package app.firstbell.commands;

import app.firstbell.json.Json;
import java.io.PrintStream;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/// `firstbell admin create`: has the platform's first administrator invited. A repeat mails another
/// invitation, as long as nobody has accepted one.
final class AdminCommand {
  /// The emulator knows functions by the names that the template gives them, too.
  private static final String EMULATORS = "Provision";

  private final LambdaClient lambda;
  private final Place place;
  private final PrintStream out;

  AdminCommand(LambdaClient lambda, Place place, PrintStream out) {
    this.lambda = lambda;
    this.place = place;
    this.out = out;
  }

  int run(Command.CreateAdmin command) {
    String function = function(command.function(), place);
    try {
      InvokeResponse answer =
          lambda.invoke(invoke ->
              invoke.functionName(function).payload(SdkBytes.fromUtf8String(payload(command))));
      String text = answer.payload() == null ? "{}" : answer.payload().asUtf8String();
      if (answer.functionError() != null) {
        throw new WrongUseException("the function refused: " + reason(text));
      }
      out.println(said(command, Json.object(text).text("invitation").orElse("invited")));
    } catch (ResourceNotFoundException absent) {
      throw new WrongUseException(
          "there is no function " + function + " here: it is the stack's output ProvisionFunction");
    }
    place.mail().ifPresent(mail -> out.println("Here mails stay in the mailbox at " + mail));
    return 0;
  }

  static String said(Command.CreateAdmin command, String invitation) {
    return invitation.equals("already")
        ? command.email() + " is an administrator of the platform already: nothing was changed."
        : command.name()
            + " is invited"
            + (invitation.equals("again") ? " again" : "")
            + " as administrator of the platform: a mail is on its way to "
            + command.email()
            + ".";
  }

  static String function(Optional<String> named, Place place) {
    return named.orElseGet(() -> {
      if (place.emulator().isPresent()) {
        return EMULATORS;
      }
      throw new WrongUseException(
          "no emulator runs here, so --function is needed: the stack's output ProvisionFunction");
    });
  }

  static String payload(Command.CreateAdmin command) {
    return Json.write(json ->
        json.object(
            "platformAdministrator",
            admin -> admin.text("email", command.email()).text("name", command.name())));
  }

  /// What the function threw, as Lambda tells it: `errorMessage`.
  private static String reason(String answer) {
    return Json.object(answer).text("errorMessage").orElse("it did not say why");
  }
}
