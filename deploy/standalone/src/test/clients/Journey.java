import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ControlApi;
import org.openapitools.client.api.SubmitApi;
import org.openapitools.client.api.TaskTypesApi;
import org.openapitools.client.api.TasksApi;
import org.openapitools.client.model.BulkResult;
import org.openapitools.client.model.NewTask;
import org.openapitools.client.model.Priority;
import org.openapitools.client.model.SleepParameters;
import org.openapitools.client.model.Status;
import org.openapitools.client.model.Task;
import org.openapitools.client.model.Type;

/// What a user does with the client that was generated for Java; `journey.ts` does the same. Takes the address and a
/// token, gives what it met.
public final class Journey implements BiFunction<String, String, List<String>> {

  private static final Set<Status> ENDS = Set.of(Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.TIMEOUT);

  @Override
  public List<String> apply(String address, String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(address);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    try {
      return travel(client);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> travel(ApiClient client) throws Exception {
    SubmitApi submit = new SubmitApi(client);
    TasksApi tasks = new TasksApi(client);
    List<String> met = new ArrayList<>();

    for (Type type : new TaskTypesApi(client).listTaskTypes().getItems()) {
      if (type.getType().equals("sleep")) {
        met.add("type: " + type.getType() + " " + ((Map<?, ?>) type.getParametersSchema().get("properties")).containsKey("millis"));
      }
    }

    SleepParameters parameters = new SleepParameters().millis(1).failWith(SleepParameters.FailWithEnum.TRANSIENT);
    UUID typed = submit.submitSleepTask(parameters, Priority.HIGH, null, null, null, null, null, null).getId();
    met.add("typed: " + end(tasks, typed).getParameters());

    UUID id = submit.submitTask("sleep", Map.of("millis", 1), null, 2, "PT30S", null, "journey", "\"" + UUID.randomUUID() + "\"", null).getId();
    Task done = end(tasks, id);
    met.add("task: " + done.getStatus().getValue() + " " + done.getProjectId() + " " + done.getMaxRetries());

    List<BulkResult> bulk =
        submit.submitTasks(
            List.of(
                new NewTask().type("sleep").parameters(Map.of("millis", 0)),
                new NewTask().type("slep").parameters(Map.of())),
            null,
            null);
    met.add("bulk: " + bulk.get(0).getOutcome().getValue() + " " + bulk.get(1).getOutcome().getValue() + " " + bulk.get(1).getType());

    Path file = Files.createTempFile("journey", ".txt");
    Files.writeString(file, "The bidder shall deliver forty pumps within thirty days.");
    UUID read = submit.submitFile("analysis", file.toFile(), null, null, null, null, null, null, null, "{\"kind\":\"tender\"}").getId();
    met.add("file: " + end(tasks, read).getStatus().getValue());
    Files.delete(file);

    UUID long_ = submit.submitTask("sleep", Map.of("millis", 600000), null, null, null, null, null, null, null).getId();
    new ControlApi(client).cancelTask(long_, "no more", null, null, null);
    met.add("cancel: " + end(tasks, long_).getStatus().getValue());

    List<Task> listed = tasks.listTasks(List.of(Status.COMPLETED, Status.CANCELLED), List.of("sleep"), null, null, null, null, null, 2, null, null).getItems();
    met.add("list: " + listed.size() + " " + listed.get(0).getType());

    try {
      submit.submitTask("sleep", Map.of("millis", -1), null, null, null, null, null, null, null);
    } catch (ApiException refused) {
      JsonNode problem = new ObjectMapper().readTree(refused.getResponseBody());
      met.add("problem: " + refused.getCode() + " " + problem.path("type").asText() + " " + problem.at("/errors/0/pointer").asText());
    }
    return met;
  }

  private static Task end(TasksApi tasks, UUID id) throws ApiException {
    Task task = tasks.getTask(id, null, "wait=20");
    for (int i = 0; i < 200 && !ENDS.contains(task.getStatus()); i++) {
      task = tasks.getTask(id, null, "wait=20");
    }
    return task;
  }
}
