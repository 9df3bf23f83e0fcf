package dev.millrace.api.catalogue;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.FormatValidator;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/// A format that only texts of a bounded length have. Some of the validator's own take the square
/// of a text's length, which keeps a core busy for hours with a body that is small enough to be let
/// in.
///
/// @param format says the rest
record ShortTexts(Format format) implements Format {

  /// JSON Schema 2020-12, with such formats alone.
  static final Dialect DIALECT =
      Dialect.builder(Dialects.getDraft202012())
          .formats(formats -> formats.replaceAll((_, format) -> new ShortTexts(format)))
          .build();

  /// The longest address that a browser would take; longer than any address of mail.
  static final int LONGEST = 2_048;

  @Override
  public String getName() {
    return format.getName();
  }

  @Override
  public String getMessageKey() {
    return format.getMessageKey();
  }

  @Override
  public boolean matches(
      ExecutionContext execution,
      SchemaContext schema,
      JsonNode value,
      JsonNode root,
      NodePath at,
      boolean asserts,
      FormatValidator validator) {
    boolean bounded = !value.isString() || value.stringValue().length() <= LONGEST;
    return bounded && format.matches(execution, schema, value, root, at, asserts, validator);
  }
}
