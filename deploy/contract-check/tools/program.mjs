// Compiles a program in TypeScript, with all that it imports, and runs it.
//
//   node program.mjs PROGRAM.ts ARGUMENT...
//
// What is compiled goes into the folder `compiled` beside it.
import {spawnSync} from 'node:child_process';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const [program, ...args] = process.argv.slice(2);
const compiled = join(dirname(program), 'compiled');

function run(...command) {
  const {status, error} = spawnSync(process.execPath, command, {stdio: 'inherit'});
  if (error || status !== 0) {
    console.log(error ?? '');
    process.exit(1);
  }
}

run(join(modules, 'typescript/lib/tsc.js'), '--strict', '--skipLibCheck', '--target', 'es2022', '--lib', 'es2022,dom',
  '--module', 'commonjs', '--moduleResolution', 'node10', '--typeRoots', join(modules, '@types'), '--types', 'node',
  '--outDir', compiled, program);
run(join(compiled, basename(program, '.ts') + '.js'), ...args);
