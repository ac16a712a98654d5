package app.firstbell.photo;

import app.firstbell.organization.TenantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The id of an uploaded photo, in addresses `{tenant}.{id}`: it names its tenant, so that it is
/// found without a search, and cannot be guessed.
///
/// @param id 26 characters of base32
public record PhotoId(TenantId tenant, String id) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9-]{0,39})\\.([a-z2-7]{26})");
  private static final String PATH = "/api/photos/";

  public static Optional<PhotoId> of(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new PhotoId(new TenantId(form.group(1)), form.group(2)))
        : Optional.empty();
  }

  /// The id in an address that [#address] made.
  public static Optional<PhotoId> inAddress(String address) {
    return address.startsWith(PATH) ? of(address.substring(PATH.length())) : Optional.empty();
  }

  /// Where the photo is shown, from the root of the console's origin.
  public String address() {
    return PATH + this;
  }

  @Override
  public String toString() {
    return tenant + "." + id;
  }
}
