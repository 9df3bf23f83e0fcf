// What a user does with the client that was generated for TypeScript; Journey.java does the same. Takes the address and a
// token, prints what it met.
import {Configuration, ControlApi, ResponseError, Status, SubmitApi, TaskTypesApi, TasksApi} from './generated';
import type {Problem, Task} from './generated';

const [basePath, accessToken] = process.argv.slice(2);
const configuration = new Configuration({basePath, accessToken});
const submit = new SubmitApi(configuration);
const tasks = new TasksApi(configuration);
const ends: Status[] = [Status.Completed, Status.Failed, Status.Cancelled, Status.Timeout];

async function end(task: string): Promise<Task> {
  let found = await tasks.getTask({task, prefer: 'wait=20'});
  for (let i = 0; i < 200 && !ends.includes(found.status); i++) {
    found = await tasks.getTask({task, prefer: 'wait=20'});
  }
  return found;
}

async function travel() {
  const types = await new TaskTypesApi(configuration).listTaskTypes();
  for (const {type, parametersSchema} of types.items.filter(one => one.type === 'sleep')) {
    console.log(`type: ${type} ${'millis' in parametersSchema.properties}`);
  }

  const typed = await submit.submitSleepTask({sleepParameters: {millis: 1, failWith: 'transient'}, priority: 'high'});
  console.log(`typed: {millis=${(await end(typed.id)).parameters?.millis}, failWith=transient}`);

  const idempotencyKey = `"${crypto.randomUUID()}"`;
  const one = await submit.submitTask({task: 'sleep', requestBody: {millis: 1}, maxRetries: 2, timeout: 'PT30S', projectId: 'journey', idempotencyKey});
  const done = await end(one.id);
  console.log(`task: ${done.status} ${done.projectId} ${done.maxRetries}`);

  const bulk = await submit.submitTasks({newTask: [{type: 'sleep', parameters: {millis: 0}}, {type: 'slep', parameters: {}}]});
  console.log(`bulk: ${bulk[0].outcome} ${bulk[1].outcome} ${bulk[1].type}`);

  const file = new Blob(['The bidder shall deliver forty pumps within thirty days.']);
  const read = await submit.submitFile({type: 'analysis', file, parameters: '{"kind":"tender"}'});
  console.log(`file: ${(await end(read.id)).status}`);

  const long = await submit.submitTask({task: 'sleep', requestBody: {millis: 600000}});
  await new ControlApi(configuration).cancelTask({task: long.id, reason: 'no more'});
  console.log(`cancel: ${(await end(long.id)).status}`);

  const listed = await tasks.listTasks({status: [Status.Completed, Status.Cancelled], type: ['sleep'], limit: 2});
  console.log(`list: ${listed.items.length} ${listed.items[0].type}`);

  try {
    await submit.submitTask({task: 'sleep', requestBody: {millis: -1}});
  } catch (refused) {
    if (!(refused instanceof ResponseError)) {
      throw refused;
    }
    const problem: Problem = await refused.response.json();
    console.log(`problem: ${refused.response.status} ${problem.type} ${problem.errors?.[0].pointer}`);
  }
}

travel().catch(failed => {
  console.log(failed);
  process.exit(1);
});
