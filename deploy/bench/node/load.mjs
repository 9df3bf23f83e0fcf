// The loads of LoadRequest on one queue, and what they measure; the numbers are those of `Load`.
//
// A queue has submitBatch(count), submitOne() with an id as its answer, unfinished(), unfinishedOf(ids), hold() and
// release().
import {availableParallelism} from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import {FinishWatch} from './finish-watch.mjs';

const BATCH = 1_000;
const BULK_SUBMITTERS = 4;

const loads = {bulk, clients, paced, submits, backlog};

export async function apply(queue, line) {
  const [name, first, second, patience] = line.trim().split(' ');
  if (!(name in loads)) {
    throw new Error(`not a load: ${line}`);
  }
  const cpu = process.cpuUsage();
  const start = performance.now();
  const readings = await loads[name](queue, Number(first), Number(second), deadline(Number(patience)));
  const {user, system} = process.cpuUsage(cpu);
  readings.cpuShare = (user + system) / 1e3 / ((performance.now() - start) * availableParallelism());
  return Object.entries(readings).map(([key, value]) => `${key}=${value.toFixed(9)}`).join(' ');
}

async function bulk(queue, count, millis, end) {
  if (millis > 0) {
    throw new Error('its tasks do nothing');
  }
  const start = performance.now();
  await submitBatches(queue, count, end);
  return timed(queue, start, end);
}

async function clients(queue, clients, count, end) {
  const start = performance.now();
  await share(clients, count, end, () => queue.submitOne());
  return timed(queue, start, end);
}

async function paced(queue, count, perSecond, end) {
  const watch = new FinishWatch(queue);
  const start = performance.now();
  const finished = await atTicks(count, perSecond, async () => watch.finish(await queue.submitOne(), end));
  return {seconds: secondsSince(start), finishedP50: percentile(finished, 50), finishedP99: percentile(finished, 99)};
}

async function submits(queue, count, perSecond, end) {
  const start = performance.now();
  const accepted = await atTicks(count, perSecond, () => queue.submitOne());
  return {
    ...(await timed(queue, start, end)),
    acceptedP50: percentile(accepted, 50),
    acceptedP99: percentile(accepted, 99),
  };
}

async function backlog(queue, count, _, end) {
  await queue.hold();
  const start = performance.now();
  await submitBatches(queue, count, end);
  const submitSeconds = secondsSince(start);
  const released = performance.now();
  await queue.release();
  await nothingUnfinished(queue, end);
  return {seconds: secondsSince(released), submitSeconds};
}

async function timed(queue, start, end) {
  const submitSeconds = secondsSince(start);
  await nothingUnfinished(queue, end);
  return {seconds: secondsSince(start), submitSeconds};
}

function submitBatches(queue, count, end) {
  const batches = Math.ceil(count / BATCH);
  return share(BULK_SUBMITTERS, batches, end, batch => queue.submitBatch(Math.min(BATCH, count - batch * BATCH)));
}

// Submitters that share a number of calls, each making one after the other. The first failure stops all.
function share(submitters, calls, end, call) {
  let next = 0;
  const submit = async () => {
    while (next < calls) {
      const number = next++;
      end.check(`call ${number} of ${calls} was not made`);
      try {
        await call(number);
      } catch (error) {
        next = calls;
        throw error;
      }
    }
  };
  return Promise.all(Array.from({length: submitters}, submit));
}

// One call at each tick, whatever became of the ones before. Answers how long each took, from its tick.
async function atTicks(count, perSecond, call) {
  const calls = [];
  const start = performance.now();
  for (let number = 0; number < count; number++) {
    const due = start + number * 1000 / perSecond;
    if (due > performance.now()) {
      await sleep(due - performance.now());
    }
    const took = call().then(() => performance.now() - due);
    // A failure is thrown at the end, when all calls are over.
    took.catch(() => {});
    calls.push(took);
  }
  return Promise.all(calls);
}

// Asks seldom while much is left, because asking costs the queue something.
async function nothingUnfinished(queue, end) {
  for (let left = await queue.unfinished(); left > 0; left = await queue.unfinished()) {
    end.check(`${left} tasks are unfinished`);
    await sleep(Math.min(Math.max(left / 400, 5), 200));
  }
}

function deadline(millis) {
  const end = performance.now() + millis;
  return {
    check(what) {
      if (performance.now() > end) {
        throw new Error(`${what} after ${millis / 1000} s`);
      }
    },
  };
}

function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * percent / 100) - 1];
}

function secondsSince(start) {
  return (performance.now() - start) / 1000;
}
