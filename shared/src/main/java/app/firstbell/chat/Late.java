package app.firstbell.chat;

import app.firstbell.agent.AgentId;
import java.time.Duration;

/// An agent who accepted too late, and by how much.
public record Late(AgentId agent, String name, Duration by) {}
