package app.firstbell.photo;

/// A photo as we made it: 256 × 256, encoded by us.
///
/// @param type `image/jpeg` or `image/png`
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to the table, compared nowhere
public record Photo(String type, byte[] bytes) {}
