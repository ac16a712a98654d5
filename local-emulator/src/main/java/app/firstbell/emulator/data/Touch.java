package app.firstbell.emulator.data;

import java.util.List;

/// One thing that a call does to a table: what IAM decides about.
///
/// @param action without the service's prefix, for example `PutItem`
/// @param index the index that is read; empty for the table itself
/// @param leadingKeys the partition keys touched, when the request tells them
///   (`dynamodb:LeadingKeys`)
record Touch(String action, String table, String index, List<String> leadingKeys) {
  static Touch of(String action, String table) {
    return new Touch(action, table, "", List.of());
  }

  /// The ARN under which policies name it.
  String resource(String tableArn) {
    return index.isEmpty() ? tableArn : tableArn + "/index/" + index;
  }
}
