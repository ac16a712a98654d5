package app.firstbell.access;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything that can be asked of Firstbell: each route of the HTTP API, and each action of the
/// WebSocket protocol.
public enum Action {
  SIGN_IN("POST /sessions", Subject.NONE),
  REFRESH("POST /sessions/refresh", Subject.NONE),
  LIST_SESSIONS("GET /sessions", Subject.SELF),
  READ_CURRENT_SESSION("GET /sessions/current", Subject.SELF),
  SIGN_OUT("DELETE /sessions/current", Subject.SELF),
  REVOKE_SESSION("DELETE /sessions/{session}", Subject.SELF),
  CHANGE_PASSWORD("PUT /sessions/current/password", Subject.SELF),
  ASK_PASSWORD_RESET("POST /password-resets", Subject.NONE),
  RESET_PASSWORD("POST /password-resets/redemptions", Subject.NONE),
  SIGN_UP("POST /sign-ups", Subject.NONE),
  CONFIRM_SIGN_UP("POST /sign-ups/confirmations", Subject.NONE),
  LOOK_UP_INVITATION("POST /invitations/lookups", Subject.NONE),
  ACCEPT_INVITATION("POST /invitations/acceptances", Subject.NONE),
  CONFIRM_EMAIL_CHANGE("POST /email-changes/confirmations", Subject.NONE),
  READ_TERMS("GET /terms", Subject.NONE),

  CREATE_ORGANIZATION("POST /organizations", Subject.CUSTOMERS),
  LIST_ORGANIZATIONS("GET /organizations", Subject.CUSTOMERS),
  READ_ORGANIZATION("GET /organizations/{organization}", Subject.ORGANIZATION),
  EDIT_ORGANIZATION("PATCH /organizations/{organization}", Subject.ORGANIZATION),
  DELETE_ORGANIZATION("DELETE /organizations/{organization}", Subject.ORGANIZATION),
  SUSPEND_ORGANIZATION("PUT /organizations/{organization}/suspension", Subject.ORGANIZATION),
  RESUME_ORGANIZATION("DELETE /organizations/{organization}/suspension", Subject.ORGANIZATION),
  CHANGE_OWNER("PUT /organizations/{organization}/owner", Subject.ORGANIZATION),
  CHANGE_PARENT("PUT /organizations/{organization}/parent", Subject.ORGANIZATION),
  READ_BALANCE("GET /organizations/{organization}/balance", Subject.ORGANIZATION),
  ACCEPT_TERMS("PUT /organizations/{organization}/terms", Subject.ORGANIZATION),

  READ_LEDGER("GET /organizations/{organization}/ledger", Subject.ORGANIZATION),
  EXPORT_LEDGER("GET /organizations/{organization}/ledger/export", Subject.ORGANIZATION),
  TOP_UP("POST /organizations/{organization}/top-ups", Subject.ORGANIZATION),
  WITHDRAW("POST /organizations/{organization}/withdrawals", Subject.ORGANIZATION),
  PAY_DEBT("POST /organizations/{organization}/debt-payments", Subject.ORGANIZATION),
  SET_CREDIT_LIMIT("PUT /organizations/{organization}/credit-limit", Subject.ORGANIZATION),
  REVERSE_POSTING("POST /organizations/{organization}/reversals", Subject.ORGANIZATION),
  GRANT_CREDITS("POST /organizations/{organization}/credit-grants", Subject.ORGANIZATION),
  WITHDRAW_CREDITS("POST /organizations/{organization}/credit-withdrawals", Subject.ORGANIZATION),
  LIST_PACKS("GET /organizations/{organization}/credit-packs", Subject.ORGANIZATION),
  SET_PACKAGE("PUT /organizations/{organization}/package", Subject.ORGANIZATION),
  PAY_FEE("POST /organizations/{organization}/fee-payments", Subject.ORGANIZATION),
  ORDER_PACK("POST /organizations/{organization}/credit-purchases", Subject.ORGANIZATION),
  LIST_PURCHASES("GET /organizations/{organization}/credit-purchases", Subject.ORGANIZATION),
  RECEIVE_PURCHASE(
      "POST /organizations/{organization}/credit-purchases/{purchase}/receipt",
      Subject.ORGANIZATION),
  CANCEL_PURCHASE(
      "DELETE /organizations/{organization}/credit-purchases/{purchase}", Subject.ORGANIZATION),
  SET_THRESHOLD("PUT /organizations/{organization}/credit-threshold", Subject.ORGANIZATION),
  READ_ENTITLEMENTS("GET /organizations/{organization}/entitlements", Subject.ORGANIZATION),
  READ_USE("GET /organizations/{organization}/use", Subject.ORGANIZATION),
  EXPORT_USE("GET /organizations/{organization}/use/export", Subject.ORGANIZATION),
  LOOK_UP_RENEWAL("POST /renewals/lookups", Subject.NONE),
  ORDER_RENEWAL("POST /renewals/purchases", Subject.NONE),

  LIST_MEMBERS("GET /organizations/{organization}/members", Subject.ORGANIZATION),
  INVITE_MEMBER("POST /organizations/{organization}/members", Subject.ORGANIZATION),
  READ_MEMBER("GET /organizations/{organization}/members/{member}", Subject.ORGANIZATION),
  EDIT_MEMBER("PATCH /organizations/{organization}/members/{member}", Subject.ORGANIZATION),
  DELETE_MEMBER("DELETE /organizations/{organization}/members/{member}", Subject.ORGANIZATION),
  SET_PERMISSIONS(
      "PUT /organizations/{organization}/members/{member}/permissions", Subject.ORGANIZATION),
  INVITE_AGAIN(
      "POST /organizations/{organization}/members/{member}/invitation", Subject.ORGANIZATION),
  MAIL_PASSWORD_RESET(
      "POST /organizations/{organization}/members/{member}/password-reset", Subject.ORGANIZATION),

  READ_MEMBERS_PROFILE(
      "GET /organizations/{organization}/members/{member}/profile", Subject.ORGANIZATION),
  EDIT_MEMBERS_PROFILE(
      "PATCH /organizations/{organization}/members/{member}/profile", Subject.ORGANIZATION),
  UPLOAD_MEMBERS_PHOTO(
      "PUT /organizations/{organization}/members/{member}/profile/photo", Subject.ORGANIZATION),
  REMOVE_MEMBERS_PHOTO(
      "DELETE /organizations/{organization}/members/{member}/profile/photo", Subject.ORGANIZATION),

  LIST_ROOMS("GET /organizations/{organization}/rooms", Subject.ORGANIZATION),
  CREATE_ROOM("POST /organizations/{organization}/rooms", Subject.ORGANIZATION),
  READ_ROOM("GET /organizations/{organization}/rooms/{room}", Subject.ORGANIZATION),
  EDIT_ROOM("PATCH /organizations/{organization}/rooms/{room}", Subject.ORGANIZATION),
  DELETE_ROOM("DELETE /organizations/{organization}/rooms/{room}", Subject.ORGANIZATION),
  SET_ROOM_AGENTS("PUT /organizations/{organization}/rooms/{room}/agents", Subject.ORGANIZATION),

  READ_PROFILE("GET /profile", Subject.SELF),
  EDIT_PROFILE("PATCH /profile", Subject.SELF),
  UPLOAD_PHOTO("PUT /profile/photo", Subject.SELF),
  REMOVE_PHOTO("DELETE /profile/photo", Subject.SELF),
  SHOW_PHOTO("GET /photos/{photo}", Subject.NONE),

  LIST_KEYS("GET /organizations/{organization}/api-keys", Subject.ORGANIZATION),
  CREATE_KEY("POST /organizations/{organization}/api-keys", Subject.ORGANIZATION),
  DELETE_KEY("DELETE /organizations/{organization}/api-keys/{key}", Subject.ORGANIZATION),
  ENTER_AS_SUPPORT("POST /organizations/{organization}/support-sessions", Subject.ORGANIZATION),
  READ_AUDIT("GET /organizations/{organization}/audit", Subject.ORGANIZATION),
  EXPORT_AUDIT("GET /organizations/{organization}/audit/export", Subject.ORGANIZATION),
  VERIFY_AUDIT("GET /organizations/{organization}/audit/verification", Subject.ORGANIZATION),

  ISSUE_TICKET("POST /tickets", Subject.SELF),
  MAKE_VISITOR("POST /visitors", Subject.NONE),
  SHOW_SITE("GET /sites/{site}", Subject.NONE),

  START("ws:start", Subject.SELF),
  LEAVE("ws:leave", Subject.SELF),
  MESSAGE("ws:message", Subject.SELF),
  ACCEPT("ws:accept", Subject.SELF),
  DECLINE("ws:decline", Subject.SELF),
  SYNC("ws:sync", Subject.SELF),
  LISTS("ws:lists", Subject.SELF),
  PRESENCE("ws:presence", Subject.SELF),
  TYPING("ws:typing", Subject.SELF),
  MARK("ws:mark", Subject.SELF),
  END("ws:end", Subject.SELF),
  RATE("ws:rate", Subject.SELF),
  TRANSCRIPT("ws:transcript", Subject.SELF),
  PING("ws:ping", Subject.SELF);

  /// What an action is about, and with that whom the policy compares the actor with.
  public enum Subject {
    /// Nothing that belongs to anybody yet known.
    NONE,
    /// The actor's own affairs, in the actor's own organization.
    SELF,
    /// The organization that the path names as `{organization}`.
    ORGANIZATION,
    /// All organizations whose parent is the actor's.
    CUSTOMERS
  }

  private static final String SOCKET = "ws:";
  private static final Map<String, Action> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(Action::routeKey, Function.identity()));

  private final String routeKey;
  private final Subject subject;

  Action(String routeKey, Subject subject) {
    this.routeKey = routeKey;
    this.subject = subject;
  }

  /// API Gateway's key of the route, such as `GET /profile`; of a WebSocket action `ws:message`.
  public String routeKey() {
    return routeKey;
  }

  public Subject subject() {
    return subject;
  }

  /// Whether this is an action of the WebSocket protocol.
  public boolean isOfSocket() {
    return routeKey.startsWith(SOCKET);
  }

  public static Optional<Action> of(String routeKey) {
    return Optional.ofNullable(BY_KEY.get(routeKey));
  }
}
