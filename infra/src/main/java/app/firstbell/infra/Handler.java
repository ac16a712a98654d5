package app.firstbell.infra;

/// The functions. The id is the function's logical id in the template and its name in logs and on
/// dashboards.
public enum Handler {
  AUTHORIZE("Authorize", "websocket.AuthorizeHandler"),
  CONNECT("Connect", "websocket.ConnectHandler"),
  DISCONNECT("Disconnect", "websocket.DisconnectHandler"),
  LEAD("Lead", "websocket.LeadHandler"),
  MESSAGE("Message", "websocket.MessageHandler"),
  ACCEPT("Accept", "websocket.AcceptHandler"),
  SYNC("Sync", "websocket.SyncHandler"),
  PRESENCE("Presence", "websocket.PresenceHandler"),
  SIGNAL("Signal", "websocket.SignalHandler"),
  CLOSING("Closing", "websocket.ClosingHandler"),
  FALLBACK("Fallback", "websocket.FallbackHandler"),
  SESSIONS("Sessions", "http.SessionsHandler", Work.HEAVY),
  ORGANIZATIONS("Organizations", "http.OrganizationsHandler"),
  MEMBERS("Members", "http.MembersHandler"),
  ROOMS("Rooms", "http.RoomsHandler"),
  PROFILES("Profiles", "http.ProfilesHandler", Work.HEAVY),
  PHOTOS("Photos", "http.PhotosHandler"),
  KEYS("Keys", "http.KeysHandler"),
  SUPPORT("Support", "http.SupportHandler"),
  AUDIT_LOG("AuditTrail", "http.AuditLogHandler"),
  TICKETS("Tickets", "http.TicketsHandler"),
  VISITORS("Visitors", "http.VisitorsHandler"),
  AUDIT("Audit", "stream.AuditHandler"),
  OUTBOX("Outbox", "stream.OutboxHandler"),
  TIMERS("Timers", "timer.TimersHandler"),
  NOTICES("Notices", "notice.NoticesHandler"),
  PROVISION("Provision", "provision.ProvisionHandler", Work.HEAVY);

  /// Memory sets the share of a processor too.
  private enum Work {
    USUAL(512),
    /// Passwords are hashed, which is slow and takes memory on purpose, and pictures are decoded.
    HEAVY(1024);

    private final int megabytes;

    Work(int megabytes) {
      this.megabytes = megabytes;
    }
  }

  /// How long one call may take; API Gateway itself waits up to 29 s.
  public static final int TIMEOUT_SECONDS = 10;

  private final String id;
  private final String handlerClass;
  private final Work work;

  Handler(String id, String handlerClass) {
    this(id, handlerClass, Work.USUAL);
  }

  Handler(String id, String handlerClass, Work work) {
    this.id = id;
    this.handlerClass = handlerClass;
    this.work = work;
  }

  public String id() {
    return id;
  }

  public int megabytes() {
    return work.megabytes;
  }

  /// Whether it makes or checks tokens, links or API keys, and so reads the signing secret.
  boolean knowsTheTokensSecret() {
    return switch (this) {
      case SESSIONS,
          ORGANIZATIONS,
          MEMBERS,
          ROOMS,
          PROFILES,
          KEYS,
          SUPPORT,
          AUDIT_LOG,
          TICKETS,
          NOTICES,
          PROVISION ->
          true;
      case AUTHORIZE,
          CONNECT,
          DISCONNECT,
          LEAD,
          MESSAGE,
          ACCEPT,
          SYNC,
          PRESENCE,
          SIGNAL,
          CLOSING,
          FALLBACK,
          PHOTOS,
          VISITORS,
          AUDIT,
          OUTBOX,
          TIMERS ->
          false;
    };
  }

  /// Whether it is open to people whom nobody knows yet, who are counted by the address from which
  /// they come: it must tell what came through the distribution.
  boolean countsByAddress() {
    return this == SESSIONS;
  }

  /// As Lambda names it: class and method.
  public String entryPoint() {
    return "app.firstbell.functions." + handlerClass + "::handleRequest";
  }
}
