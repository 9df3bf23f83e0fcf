import {Logger, makeWorkerUtils, run} from 'graphile-worker';
import pg from 'pg';

const CONNECTIONS = 25;

const worker = {
  concurrentJobs: 24,
  localQueue: {size: 500},
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
  // One line for each job otherwise.
  logger: new Logger(() => (level, message) => level === 'error' && console.error(message)),
};

const job = {identifier: 'work', payload: {}};

// It deletes a finished job.
export async function open(store) {
  const pgPool = new pg.Pool({...store, max: CONNECTIONS});
  pgPool.on('error', console.error);
  pgPool.on('connect', client => client.on('error', console.error));
  const utils = await makeWorkerUtils({pgPool, preset: {worker}});
  await utils.migrate();
  const start = () => run({pgPool, preset: {worker}, taskList: {work: async () => {}}, noHandleSignals: true});
  let runner = await start();
  return {
    submitBatch: count => utils.addJobs(Array.from({length: count}, () => job)),
    submitOne: async () => (await utils.addJob(job.identifier, job.payload)).id,
    async unfinished() {
      const {rows} = await pgPool.query('select count(*)::int as jobs from graphile_worker._private_jobs');
      return rows[0].jobs;
    },
    async unfinishedOf(ids) {
      const {rows} = await pgPool.query(
        'select id from graphile_worker._private_jobs where id = any ($1::bigint[])', [ids]);
      return new Set(rows.map(({id}) => id));
    },
    hold: () => runner.stop(),
    async release() {
      runner = await start();
    },
  };
}
