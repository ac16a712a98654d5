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
  SESSIONS("Sessions", "http.SessionsHandler", 1024),
  TICKETS("Tickets", "http.TicketsHandler"),
  VISITORS("Visitors", "http.VisitorsHandler"),
  AUDIT("Audit", "stream.AuditHandler"),
  TIMERS("Timers", "timer.TimersHandler"),
  NOTICES("Notices", "notice.NoticesHandler"),
  PROVISION("Provision", "provision.ProvisionHandler");

  /// How long one call may take; API Gateway itself waits up to 29 s.
  public static final int TIMEOUT_SECONDS = 10;

  private final String id;
  private final String handlerClass;
  private final int megabytes;

  Handler(String id, String handlerClass) {
    this(id, handlerClass, 512);
  }

  /// Memory also sets the share of a processor: a password is checked by a hash that is slow on
  /// purpose.
  Handler(String id, String handlerClass, int megabytes) {
    this.id = id;
    this.handlerClass = handlerClass;
    this.megabytes = megabytes;
  }

  public String id() {
    return id;
  }

  public int megabytes() {
    return megabytes;
  }

  /// As Lambda names it: class and method.
  public String entryPoint() {
    return "app.firstbell.functions." + handlerClass + "::handleRequest";
  }
}
