// Runs one queue and makes the loads that it is told to: `node worker.mjs QUEUE PROFILE`.
//
// The conversation is that of ChildMain: `ready`, then for each line `ok` and the readings, or `failed` and why. The end
// of the input ends it.
import {createInterface} from 'node:readline';
import {apply} from './load.mjs';

// Libraries that greet on standard output would garble the answers.
console.log = console.error;

function answer(line) {
  process.stdout.write(`${line.replaceAll(/\s+/g, ' ').trim()}\n`);
}

function failure(error) {
  console.error(error);
  return `failed ${error.name}: ${error.message}`;
}

function store() {
  const {hostname, port, pathname} = new URL(process.env.BENCH_URL.replace(/^jdbc:/, ''));
  return {
    host: hostname,
    port: Number(port),
    database: pathname.slice(1),
    user: process.env.BENCH_USER,
    password: process.env.BENCH_PASSWORD,
  };
}

try {
  const {open} = await import(`./${process.argv[2]}.mjs`);
  const queue = await open(store());
  answer('ready');
  for await (const line of createInterface({input: process.stdin})) {
    answer(await apply(queue, line).then(readings => `ok ${readings}`, failure));
  }
} catch (error) {
  answer(failure(error));
}
process.exit();
