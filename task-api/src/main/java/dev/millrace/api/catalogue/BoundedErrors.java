package dev.millrace.api.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Validates until enough is known to be wrong: the validator would keep an error for each member
/// that is.
///
/// What one of several forms says (`oneOf`, `anyOf`) is collected apart, and may turn out to be no
/// error; of that, enough is kept to know that there is some.
final class BoundedErrors extends ExecutionContext {

  /// A context of one's own has none of the registry's settings.
  private static final ExecutionConfig CHECKING_FORMATS =
      ExecutionConfig.builder().formatAssertionsEnabled(true).build();

  private final int most;
  private final List<Error> whole;

  BoundedErrors(int most) {
    super(CHECKING_FORMATS);
    this.most = most;
    this.whole = getErrors();
  }

  /// What is wrong with a value; not all of it, where there is much.
  List<Error> of(Schema schema, JsonNode value) {
    try {
      return schema.validate(this, value, OutputFormat.DEFAULT, (ExecutionContext _) -> {});
    } catch (Enough e) {
      return whole;
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Which list it is, and not what is in it.
  public void addError(Error error) {
    if (getErrors().size() < most) {
      super.addError(error);
    } else if (getErrors() == whole) {
      throw new Enough();
    }
  }

  private static final class Enough extends RuntimeException {
    Enough() {
      super("enough is wrong", null, false, false);
    }
  }
}
