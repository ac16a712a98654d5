package app.firstbell.emulator.gateway;

import java.util.Map;

/// What an authorizer found out: it stands in `requestContext.authorizer` of every later event of
/// the connection.
///
/// @param values text only, as on AWS: `true` and `1` arrive as `"true"` and `"1"`
record Identity(String principalId, Map<String, String> values) {}
