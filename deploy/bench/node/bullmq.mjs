import {Queue, Worker} from 'bullmq';

const QUEUE = 'work';
const WORKERS = 4;
const OPTIONS = {concurrency: 100, removeOnComplete: {count: 0}, removeOnFail: {count: 5_000}};

const job = {name: QUEUE, data: {}};

// A finished job is deleted.
export async function open({host, port, password}) {
  const connection = {host, port, password, maxRetriesPerRequest: null};
  const queue = new Queue(QUEUE, {connection});
  const workers = Array.from({length: WORKERS}, () => new Worker(QUEUE, async () => {}, {connection, ...OPTIONS}));
  workers.forEach(worker => worker.on('error', console.error));
  await Promise.all([queue, ...workers].map(each => each.waitUntilReady()));
  return {
    submitBatch: count => queue.addBulk(Array.from({length: count}, () => job)),
    submitOne: async () => (await queue.add(job.name, job.data)).id,
    async unfinished() {
      const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized', 'failed');
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    async unfinishedOf(ids) {
      const states = await Promise.all(ids.map(id => queue.getJobState(id)));
      return new Set(ids.filter((_, i) => !['completed', 'unknown'].includes(states[i])));
    },
    hold: () => Promise.all(workers.map(worker => worker.pause())),
    release: async () => workers.forEach(worker => worker.resume()),
  };
}
