package app.firstbell.notice;

/// Where notices wait to be mailed.
@FunctionalInterface
public interface Notices {
  void send(Notice notice);
}
