package app.firstbell.proof.bench;

import app.firstbell.proof.api.ApiDocument;
import app.firstbell.proof.api.Operation;
import app.firstbell.proof.bench.ApiSide.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which operations of the published API the bench measures, and why it leaves out the others: an
/// operation that somebody adds is measured or excused by name.
final class ApiCoverage {
  private static final String LINK = "its link comes by mail and works once";

  /// Why an operation is not measured, by its id.
  static final Map<String, String> EXCUSED =
      Map.of(
          "redeemPasswordReset", LINK,
          "confirmSignUp", LINK,
          "lookUpInvitation", LINK,
          "acceptInvitation", LINK,
          "confirmEmailChange", LINK,
          "lookUpRenewal", LINK,
          "orderRenewal", LINK,
          "payDebt", "who is in debt has let operators answer on credit for weeks");

  private ApiCoverage() {}

  /// @throws IllegalStateException naming what is neither measured nor excused
  static void check(Map<String, Measured> measured, ApiDocument api) {
    Set<String> published =
        api.operations().values().stream().map(Operation::id).collect(Collectors.toSet());
    List<String> problems = problems(published, names(measured), EXCUSED.keySet());
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "expected each operation to be measured or excused: " + String.join("; ", problems));
    }
  }

  /// The ids of the operations that are measured.
  private static Set<String> names(Map<String, Measured> measured) {
    Set<String> names = new TreeSet<>();
    measured.forEach((name, one) -> {
      if (one.operations().isEmpty()) {
        names.add(name);
      } else {
        names.addAll(one.operations());
      }
    });
    return names;
  }

  static List<String> problems(Set<String> published, Set<String> measured, Set<String> excused) {
    List<String> problems = new ArrayList<>();
    for (String id : new TreeSet<>(published)) {
      if (!measured.contains(id) && !excused.contains(id)) {
        problems.add(id + " is neither measured nor excused");
      }
      if (measured.contains(id) && excused.contains(id)) {
        problems.add(id + " is measured, and excused");
      }
    }
    Set<String> unknown = new TreeSet<>(measured);
    unknown.addAll(excused);
    unknown.removeAll(published);
    unknown.forEach(id -> problems.add(id + " is no operation of the API"));
    return problems;
  }
}
