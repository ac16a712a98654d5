package app.firstbell.proof.schemathesis;

import app.firstbell.proof.people.Person;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// A planted fault: whoever reads one member or one room by its id gets it, whosever it is. Lists
/// stay right, as with a real bug of this kind: a check of the owner was forgotten in one place.
///
/// @param people of whom one owns what is asked for
record Leak(List<Person> people) implements Turnstile.Fault {
  private static final Pattern ONE_THING =
      Pattern.compile("GET /api/organizations/[^/ ]+/(members|rooms)/[^/ ]+ .*", Pattern.DOTALL);
  private static final Pattern BEARER = Pattern.compile("(?im)^authorization: bearer [^\\r\\n]+");

  @Override
  public String answer(String request, UnaryOperator<String> api) {
    String answer = api.apply(request);
    boolean isRefused = answer.startsWith("HTTP/1.1 404");
    if (isRefused && ONE_THING.matcher(request).matches() && BEARER.matcher(request).find()) {
      for (Person person : people) {
        String another =
            api.apply(
                BEARER.matcher(request).replaceFirst("Authorization: Bearer " + person.token()));
        if (another.startsWith("HTTP/1.1 200")) {
          return another;
        }
      }
    }
    return answer;
  }
}
