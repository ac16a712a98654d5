package app.firstbell.proof.client;

/// One request to the product's HTTP API with its answer.
///
/// @param request as it was sent, without the token that [Door] adds
public record Exchange(Request request, Door.Answer answer) {}
