import PgBoss from 'pg-boss';

const CONNECTIONS = 25;
const QUEUE = 'work';
const OPTIONS = {batchSize: 1_000, pollingIntervalSeconds: 0.5, priority: false};

// It keeps a finished job as a row in state `completed`.
export async function open(store) {
  const boss = new PgBoss({...store, max: CONNECTIONS, schedule: false});
  boss.on('error', console.error);
  await boss.start();
  await boss.createQueue(QUEUE);
  let worker;

  async function release() {
    worker = await boss.work(QUEUE, OPTIONS, async () => lookAgain());
  }

  // At once, instead of after the polling interval.
  function lookAgain(submitted) {
    boss.notifyWorker(worker);
    return submitted;
  }

  await release();
  return {
    submitBatch: count => boss.insert(Array.from({length: count}, () => ({name: QUEUE}))).then(lookAgain),
    submitOne: () => boss.send(QUEUE, {}).then(lookAgain),
    unfinished: () => boss.getQueueSize(QUEUE, {before: 'completed'}),
    async unfinishedOf(ids) {
      const {rows} = await boss.getDb().executeSql(
        "select id from pgboss.job where name = $1 and id = any ($2::uuid[]) and state < 'completed'", [QUEUE, ids]);
      return new Set(rows.map(({id}) => id));
    },
    hold: () => boss.offWork({id: worker}),
    release,
  };
}
