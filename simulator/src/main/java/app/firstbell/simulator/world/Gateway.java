package app.firstbell.simulator.world;

import app.firstbell.identity.Caller;
import app.firstbell.identity.CallerText;
import app.firstbell.json.Json;
import app.firstbell.simulator.schedule.Dice;
import app.firstbell.simulator.schedule.Promise;
import app.firstbell.simulator.world.Cloud.Outcome;
import app.firstbell.simulator.world.Weather.Fault;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// API Gateway's WebSockets: frames in both directions, each a function of its own, in no order
/// that anybody promises.
final class Gateway {
  private static final long TIMEOUT_MICROS = 12_000_000;

  /// One connection, as both of its ends see it.
  static final class Socket {
    private final String id;
    private final Caller caller;
    private final Client client;

    /// Whether the gateway still takes posts for it.
    private boolean isOpen;

    /// Whether the client still has it.
    private boolean isHeld = true;

    private int frames;

    private Socket(String id, Caller caller, Client client) {
      this.id = id;
      this.caller = caller;
      this.client = client;
    }

    String id() {
      return id;
    }

    Caller caller() {
      return caller;
    }

    boolean isHeld() {
      return isHeld;
    }

    boolean isOpen() {
      return isOpen;
    }
  }

  /// What the gateway did about the end of a connection.
  enum End {
    TOLD,
    NOT_TOLD
  }

  private final Cloud cloud;
  private final Dice dice;
  private final BiFunction<String, APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse>
      functions;
  private final Map<String, Socket> sockets = new LinkedHashMap<>();
  private final Map<String, End> ends = new HashMap<>();
  private final Map<String, AtomicInteger> posts = new ConcurrentHashMap<>();

  Gateway(
      Cloud cloud,
      Dice dice,
      BiFunction<String, APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> functions) {
    this.cloud = cloud;
    this.dice = dice.fork("gateway");
    this.functions = functions;
  }

  Map<String, Socket> sockets() {
    return sockets;
  }

  /// How each connection that ended did so.
  Map<String, End> ends() {
    return ends;
  }

  /// Opens a connection for a task of the client's, which waits for it.
  ///
  /// @return null when it was refused or did not come about
  @Nullable Socket connect(Client client, Caller caller, String name) {
    Socket socket = new Socket(name + "=", caller, client);
    sockets.put(socket.id, socket);
    Promise<Outcome<APIGatewayV2WebSocketResponse>> outcome =
        invoke(name + ":connect", socket, "$connect", null);
    cloud.scheduler().await(outcome, TIMEOUT_MICROS);
    boolean isLetIn =
        outcome.value().orElse(null) instanceof Outcome.Answered<APIGatewayV2WebSocketResponse> it
            && it.answer().getStatusCode() == 200;
    if (!isLetIn) {
      socket.isHeld = false;
      ends.put(socket.id, End.NOT_TOLD);
      return null;
    }
    socket.isOpen = true;
    breakSometime(socket);
    return socket;
  }

  /// A frame on its way to its function, and its reply on its way back.
  void send(Socket socket, String action, String frame) {
    String name = socket.client.name() + "/" + socket.client.nextFrame() + ":" + action;
    if (!socket.isHeld) {
      return;
    }
    long way = way(name);
    cloud
        .scheduler()
        .at(
            way,
            () -> {
              if (socket.isOpen) {
                Promise<Outcome<APIGatewayV2WebSocketResponse>> outcome =
                    invoke(name, socket, action, frame);
                cloud.scheduler().spawn(name + "-reply", 0, () -> reply(name, socket, outcome));
              }
            });
  }

  /// The client closes; the gateway hears of it at once.
  void close(Socket socket) {
    if (socket.isHeld) {
      socket.isHeld = false;
      cloud.scheduler().at(way(socket.id + "close"), () -> ended(socket, true));
    }
  }

  /// The network between the two is gone; the gateway finds out some time.
  void cut(Socket socket) {
    if (socket.isHeld) {
      socket.isHeld = false;
      socket.client.lost(socket);
      cloud
          .scheduler()
          .at(dice.fork(socket.id).between(100_000, 40_000_000), () -> ended(socket, false));
    }
  }

  /// A post by `@connections`, called by any thread.
  ///
  /// @return the status of the answer
  int post(String connection, String frame, String by) {
    @Nullable Socket socket = sockets.get(connection);
    if (socket == null || !socket.isOpen) {
      return 410;
    }
    String name = by + ">" + connection;
    int number = posts.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
    cloud.later(name + number + frame, () -> deliver(name + number, socket, frame));
    return 200;
  }

  /// @return the status of the answer
  int delete(String connection, String by) {
    @Nullable Socket socket = sockets.get(connection);
    if (socket == null || !socket.isOpen) {
      return 410;
    }
    cloud.later(
        by + "x" + connection,
        () -> {
          if (socket.isHeld) {
            socket.isHeld = false;
            socket.client.lost(socket);
          }
          ended(socket, true);
        });
    return 204;
  }

  private void reply(
      String name, Socket socket, Promise<Outcome<APIGatewayV2WebSocketResponse>> outcome) {
    cloud.scheduler().await(outcome, TIMEOUT_MICROS);
    if (outcome.value().orElse(null) instanceof Outcome.Answered<APIGatewayV2WebSocketResponse> it
        && it.answer().getStatusCode() == 200) {
      String body = it.answer().getBody();
      if (body != null && !body.isEmpty()) {
        deliver(name + "-reply", socket, body);
      }
    } else {
      deliver(
          name + "-reply",
          socket,
          Json.write(json ->
              json.text("message", "Internal server error").text("connectionId", socket.id)));
    }
  }

  private void deliver(String name, Socket socket, String frame) {
    if (cloud.strikes(dice.fork(name), Fault.FRAME_LOST, name, 0)) {
      cloud.note(name, "frame lost");
      return;
    }
    cloud
        .scheduler()
        .at(
            way(name),
            () -> {
              if (socket.isHeld) {
                socket.client.receive(socket, frame);
              }
            });
  }

  private void breakSometime(Socket socket) {
    if (cloud.strikes(dice.fork(socket.id + "break"), Fault.BROKEN_SOCKET, socket.id, 0)) {
      cloud.scheduler().at(dice.fork(socket.id + "when").between(0, 60_000_000), () -> cut(socket));
    }
  }

  private void ended(Socket socket, boolean isClean) {
    if (!socket.isOpen) {
      return;
    }
    socket.isOpen = false;
    boolean isNotTold =
        cloud.strikes(dice.fork(socket.id + "end"), Fault.END_NOT_TOLD, socket.id, 0);
    ends.put(socket.id, isNotTold ? End.NOT_TOLD : End.TOLD);
    cloud.note(socket.id, isNotTold ? "ended, nobody tells" : isClean ? "closed" : "ended");
    if (!isNotTold) {
      Promise<Outcome<APIGatewayV2WebSocketResponse>> outcome =
          invoke(socket.id + ":disconnect", socket, "$disconnect", null);
      cloud
          .scheduler()
          .spawn(
              socket.id + ":disconnected",
              0,
              () -> {
                cloud.scheduler().await(outcome, TIMEOUT_MICROS);
                // What a lost answer hides from it, the first post that meets 410 finds.
                if (cloud.wasHurt(socket.id + ":disconnect")
                    || !(outcome.value().orElse(null) instanceof Outcome.Answered)) {
                  ends.put(socket.id, End.NOT_TOLD);
                }
              });
    }
  }

  private Promise<Outcome<APIGatewayV2WebSocketResponse>> invoke(
      String name, Socket socket, String route, @Nullable String body) {
    APIGatewayV2WebSocketEvent.RequestContext context =
        new APIGatewayV2WebSocketEvent.RequestContext();
    context.setRouteKey(route);
    context.setConnectionId(socket.id);
    context.setAuthorizer(new HashMap<>(CallerText.write(socket.caller)));
    APIGatewayV2WebSocketEvent event = new APIGatewayV2WebSocketEvent();
    event.setRequestContext(context);
    event.setBody(body);
    socket.frames++;
    cloud.remark(name, () -> "<- " + (body == null ? route : body));
    return cloud.invoke(name, way(name + "in"), () -> functions.apply(route, event));
  }

  /// How long something is on its way.
  private long way(String name) {
    Dice way = dice.fork("way " + name);
    return way.chance(0.03) ? way.between(100_000, 3_000_000) : way.between(5_000, 60_000);
  }
}
