// Reads one of Millrace's documents with the tools that users have, and says what they say of it. Types are generated from
// it, too, and checked by their compiler.
//
//   node check.mjs openapi FILE.json | asyncapi FILE.yaml
//
// Ends with 0 where none has anything to say, with 1 where one has.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [kind, file] = process.argv.slice(2);

function run(tool, script, ...args) {
  const {status, stdout, stderr, error} = spawnSync(process.execPath, [join(here, 'node_modules', script), ...args], {
    encoding: 'utf8',
    env: {...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1'},
  });
  if (error || status !== 0) {
    console.log(`${tool}: ${error ?? ''}\n${stdout}\n${stderr}`);
  }
  return !error && status === 0;
}

// Lets `generate` write TypeScript into a folder, and checks all of it.
async function types(generate) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-types'));
  try {
    if (!(await generate(folder))) {
      return false;
    }
    const files = readdirSync(folder).filter(name => name.endsWith('.ts')).map(name => join(folder, name));
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--types', 'node'];
    return files.length > 0 && run('tsc', 'typescript/lib/tsc.js', ...options, ...files);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

async function openapi() {
  return [
    await types(folder => run('openapi-typescript', 'openapi-typescript/bin/cli.js', file, '-o', join(folder, 'api.ts'))),
    run('redocly', '@redocly/cli/bin/cli.js', 'lint', '--max-problems=50', `--config=${join(here, 'redocly.yaml')}`, file),
    run('spectral', '@stoplight/spectral-cli/dist/index.js', 'lint', '--fail-severity=warn', '--ruleset', join(here, 'spectral.yaml'), file),
  ];
}

async function asyncapi() {
  const {Parser} = await import('@asyncapi/parser');
  const {document, diagnostics} = await new Parser().parse(readFileSync(file, 'utf8'));
  // What is only advice of the parser's makers (3) stays out: ids and tags that nobody needs.
  const found = diagnostics.filter(({severity}) => severity < 2);
  for (const {code, message, path} of found) {
    console.log(`asyncapi: ${path.join('.')}: ${message} (${code})`);
  }
  if (document === undefined || found.length > 0) {
    return [false];
  }
  return [await types(folder => models(document, folder))];
}

// A model without a name of its own is one that nobody finds.
async function models(document, folder) {
  const {TypeScriptGenerator} = await import('@asyncapi/modelina');
  const made = await new TypeScriptGenerator({modelType: 'interface'}).generateCompleteModels(document, {exportType: 'named'});
  made.forEach(({modelName, result}) => writeFileSync(join(folder, `${modelName}.ts`), result));
  const nameless = made.map(({modelName}) => modelName).filter(name => name.startsWith('Anonymous'));
  if (nameless.length > 0) {
    console.log(`modelina: schemas without a title: ${nameless}`);
  }
  return made.length > 0 && nameless.length === 0;
}

const kinds = {openapi, asyncapi};
if (!kinds[kind] || !file) {
  console.log('usage: node check.mjs openapi|asyncapi FILE');
  process.exit(2);
}
process.exit((await kinds[kind]()).every(good => good) ? 0 : 1);
