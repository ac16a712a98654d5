package app.firstbell.chat;

import app.firstbell.agent.AgentId;
import java.time.Duration;

/// An agent who declined a ring, and after how long.
public record Declined(AgentId agent, String name, Duration after) {}
