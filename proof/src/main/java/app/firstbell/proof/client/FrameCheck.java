package app.firstbell.proof.client;

/// Looks at every frame that comes or goes, against the published protocol.
public interface FrameCheck {
  FrameCheck NONE =
      new FrameCheck() {
        @Override
        public void fromServer(String frame) {}

        @Override
        public void fromClient(String frame) {}
      };

  /// @throws AssertionError when the frame is not as published
  void fromServer(String frame);

  void fromClient(String frame);
}
