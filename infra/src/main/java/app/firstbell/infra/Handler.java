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
  LEDGER("Ledger", "http.LedgerHandler"),
  PURCHASES("Purchases", "http.PurchasesHandler"),
  USE("Use", "http.UseHandler"),
  RENEWALS("Renewals", "http.RenewalsHandler"),
  TICKETS("Tickets", "http.TicketsHandler"),
  VISITORS("Visitors", "http.VisitorsHandler"),
  AUDIT("Audit", "stream.AuditHandler"),
  OUTBOX("Outbox", "stream.OutboxHandler"),
  METERING("Metering", "stream.MeteringHandler"),
  LEDGER_CHECK("LedgerCheck", "ledger.LedgerCheckHandler", Work.LONG),
  TIMERS("Timers", "timer.TimersHandler"),
  NOTICES("Notices", "notice.NoticesHandler"),
  PROVISION("Provision", "provision.ProvisionHandler", Work.HEAVY);

  /// Memory sets the share of a processor too.
  private enum Work {
    USUAL(512, TIMEOUT_SECONDS),
    /// Passwords are hashed, which is slow and takes memory on purpose, and pictures are decoded.
    HEAVY(1024, TIMEOUT_SECONDS),
    /// Once a day, through everything there is; a quarter of an hour is Lambda's most.
    LONG(1024, 900);

    private final int megabytes;
    private final int seconds;

    Work(int megabytes, int seconds) {
      this.megabytes = megabytes;
      this.seconds = seconds;
    }
  }

  /// How long one call may take that people or queues wait for; API Gateway itself waits up to 29
  /// s.
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

  public int timeoutSeconds() {
    return work.seconds;
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
          LEDGER,
          PURCHASES,
          USE,
          RENEWALS,
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
          METERING,
          LEDGER_CHECK,
          TIMERS ->
          false;
    };
  }

  /// Whether it is open to people whom nobody knows yet, who are counted by the address from which
  /// they come: it must tell what came through the distribution.
  boolean countsByAddress() {
    return this == SESSIONS || this == RENEWALS;
  }

  /// As Lambda names it: class and method.
  public String entryPoint() {
    return "app.firstbell.functions." + handlerClass + "::handleRequest";
  }
}
