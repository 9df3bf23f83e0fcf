package dev.millrace.api.submit;

import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.input.MultipartForm;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.upload.Upload;
import dev.millrace.api.upload.Uploads;
import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.http.input.BodyMemory;
import dev.millrace.http.input.StrictJson;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A form with one file, called `file`, and the task's other parameters as fields. The file is
/// stored when it comes by, wherever it stands between the fields.
///
/// A field of a parameter that may be a text is that text; others are read as JSON. The field
/// `parameters` is an object of parameters, for clients that cannot send fields of any name; of a
/// type that has a parameter so called, it is that one.
final class FileForm implements MultipartForm.Parts {

  private static final String FILE = "file";
  private static final String PARAMETERS = "parameters";

  private final OfferedType type;
  private final String parameter;
  private final AcceptedFiles files;
  private final Uploads uploads;
  private final TaskId task;
  private final UserId owner;
  private final BodyMemory memory;
  private final ObjectNode parameters = JsonNodeFactory.instance.objectNode();
  private @Nullable Upload upload;

  /// @param parameter the one that refers to the file
  /// @param files those that the type takes
  /// @param memory who pays for the fields
  FileForm(
      OfferedType type,
      String parameter,
      AcceptedFiles files,
      Uploads uploads,
      TaskId task,
      UserId owner,
      BodyMemory memory) {
    this.type = type;
    this.parameter = parameter;
    this.files = files;
    this.uploads = uploads;
    this.task = task;
    this.owner = owner;
    this.memory = memory;
  }

  @Override
  public void field(String name, String value) {
    memory.bytes(value.length());
    if (name.equals(PARAMETERS) && !type.names(name)) {
      JsonNode all = json(value);
      if (!all.isObject()) {
        throw wrong(name, "is not a JSON object");
      }
      all.forEachEntry(this::set);
    } else {
      set(name, type.takesText(name) ? StringNode.valueOf(value) : json(value));
    }
  }

  private void set(String name, JsonNode value) {
    if (name.equals(parameter) || name.equals(FILE)) {
      throw wrong(name, name.equals(FILE) ? "must be a file" : "is the file that comes along");
    }
    if (parameters.has(name)) {
      throw wrong(name, "is given twice");
    }
    parameters.set(name, value);
  }

  @Override
  public void file(String name, @Nullable String fileName, InputStream content) throws IOException {
    if (!name.equals(FILE)) {
      throw wrong(name, "is no file; the one that is sent is called '" + FILE + "'");
    }
    if (upload != null) {
      throw wrong(name, "is given twice");
    }
    memory.stream();
    upload = uploads.store(task, owner, fileName, files, content);
  }

  /// The parameters, with the reference of the file among them.
  JsonNode parameters() {
    return parameters.put(parameter, upload().blob().toString());
  }

  Upload upload() {
    if (upload == null) {
      throw wrong(FILE, "is missing");
    }
    return upload;
  }

  /// Deletes what was stored, if anything was.
  void discard() {
    if (upload != null) {
      uploads.discard(upload.blob());
    }
  }

  /// What is no JSON stays a text, of which the schema says what is wrong with it.
  private static JsonNode json(String value) {
    try {
      return StrictJson.read(value.getBytes(StandardCharsets.UTF_8));
    } catch (ProblemException e) {
      return StringNode.valueOf(value);
    }
  }

  private static ProblemException wrong(String field, String what) {
    String pointer = "/" + field.replace("~", "~0").replace("/", "~1");
    return Problem.of(TaskProblem.INVALID_PARAMETERS, "The form is wrong: " + pointer + " " + what)
        .withErrors(List.of(new Problem.FieldError(pointer, what)))
        .asException();
  }
}
