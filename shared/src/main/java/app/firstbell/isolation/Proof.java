package app.firstbell.isolation;

/// By what it is known that the work of an event may touch an organization's rows. Each is given in
/// few places, which HouseTest names.
public enum Proof {
  /// An access token, an API key, a refresh token or a visitor's token. A visitor's proves itself
  /// only by the row that it names: when that row says otherwise, the request ends there.
  TOKEN,
  /// A ticket, or the context that the authorizer made of one.
  TICKET,
  /// A mailed link, whose MAC was checked.
  LINK,
  /// The row of a login, or nobody's: then it is the platform, where there is nothing to find.
  LOGIN,
  /// The policy allowed the action in that organization.
  POLICY,
  /// The caller's own directory lists it.
  DIRECTORY,
  /// It is made by this very request, and nobody knows its id yet.
  NEW,
  /// The record, timer or message at hand is about it.
  RECORD,
  /// Operators answer its chats, or are rung for them.
  OPERATORS,
  /// Whoever runs the installation invokes the function, through no API.
  INVOKED,
  /// What is open to anybody: a site, a photo.
  PUBLIC
}
