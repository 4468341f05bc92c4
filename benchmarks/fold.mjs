/**
 * How fast the browser half takes facts in: decode, fold, `stateAt`. Prints a table as Markdown.
 *
 *   node benchmarks/fold.mjs            runs of 10,000 to 1,000,000 facts
 *   node benchmarks/fold.mjs --quick    the smallest one
 *   node benchmarks/fold.mjs RUN.json   a run saved by `run.save(path)`
 *
 * The code measured is that of src/, stripped of its types and nothing else. The runs are made here, since a real one of
 * a million facts would have to be kept somewhere: tasks that sleep and are woken in turn, with a wake, two steps and a
 * wait in each round. They pass through the real encoder and decoder.
 */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));
const built = join(root, '.make/fold');
const NEEDED = {
  'src/protocol': null,
  'src/model': null,
  'src/testing': ['wire']
};
/** Facts in one message: what a busy program makes in a twentieth of a second. */
const PER_MESSAGE = 5000;
const REPEATS = 5;
const INSTANTS = 200;

/** Writes the modules that are measured as JavaScript, and returns a function that loads one of them. */
async function transpile() {
  await rm(built, { recursive: true, force: true });
  for (const [folder, names] of Object.entries(NEEDED)) {
    await mkdir(join(built, folder), { recursive: true });
    const files = await readdir(join(root, folder));
    for (const file of files.filter(name => /^\w+\.ts$/.test(name))) {
      const name = file.slice(0, -3);
      if (names === null || names.includes(name)) {
        const { outputText } = typescript.transpileModule(
          await readFile(join(root, folder, file), 'utf8'),
          { compilerOptions: { module: 'commonjs', target: 'es2022' } }
        );
        await writeFile(join(built, folder, `${name}.js`), outputText);
      }
    }
  }
  const require = createRequire(join(built, 'index.js'));
  return name => require(`./src/${name}.js`);
}

/** A run of `size` facts: a hundredth as many tasks, in rounds of step, wait, idle, wake. */
function made(size) {
  const tasks = Math.max(10, Math.round(size / 100));
  const facts = [
    {
      kind: 'run_started',
      t: 0,
      format: 2,
      run: 'made',
      name: null,
      python: '3.11.7',
      clock: 1_700_000_000_000
    },
    {
      kind: 'place_named',
      t: 0,
      place: 1,
      cell: 'c1',
      file: 'cell',
      line: 7,
      function: 'worker'
    }
  ];
  let t = 0;
  const tick = () => (t += 1_700);
  for (let task = 1; task <= tasks; task++) {
    facts.push({
      kind: 'task_created',
      t: tick(),
      task,
      name: `worker-${task}`,
      coroutine: 'worker',
      parent: task === 1 ? null : 1,
      cell: 'c1',
      site: 1,
      role: 'task'
    });
  }
  const io = { kind: 'timer', task: null };
  for (let round = 0; facts.length < size; round++) {
    const task = (round % tasks) + 1;
    if (round >= tasks) {
      facts.push({ kind: 'task_woken', t: tick(), task, by: io });
    }
    facts.push(
      { kind: 'step', t: tick(), task },
      {
        kind: 'wait_started',
        t: tick(),
        task,
        wait: 'sleep',
        on: null,
        until: t + 50_000,
        stack: [1]
      },
      { kind: 'step', t, task: 0 }
    );
  }
  return facts.slice(0, size);
}

/** The value that `share` of the values are below. */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))];
}

/** Median milliseconds of `work`, which is given what `prepare` makes, not timed. */
function timed(prepare, work) {
  const spent = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const given = prepare();
    const begun = performance.now();
    work(given);
    spent.push(performance.now() - begun);
  }
  return quantile(spent, 0.5);
}

function measure(name, facts, { decode, encode, EventLog, stateAt }) {
  const frames = [];
  for (let first = 0; first < facts.length; first += PER_MESSAGE) {
    const some = facts.slice(first, first + PER_MESSAGE);
    const { data, buffers } = encode('made', first, some, some.at(-1).t);
    frames.push({ text: JSON.stringify(data), buffers });
  }
  const take = frame => decode(JSON.parse(frame.text), frame.buffers);
  const decoding = timed(
    () => null,
    () => frames.forEach(take)
  );
  const messages = frames.map(take);
  const log = () => new EventLog();
  const folded = into => {
    for (const { first, facts: some, now } of messages) {
      into.append(first, some, now);
      into.history.now;
    }
    return into;
  };
  const folding = timed(log, folded);
  const whole = folded(new EventLog());
  if (whole.facts.length !== facts.length || whole.dropped > 0) {
    throw new Error(
      `${name}: ${whole.facts.length} of ${facts.length} facts were taken`
    );
  }
  const { now, tasks } = whole.history;
  const asked = [];
  for (let instant = 0; instant < INSTANTS; instant++) {
    // Across the whole run, in an order that jumps: 89 and INSTANTS have no divisor in common.
    const time = Math.round((((instant * 89) % INSTANTS) / INSTANTS) * now);
    const begun = performance.now();
    stateAt(whole, { time });
    asked.push(performance.now() - begun);
  }
  const rate = milliseconds => (facts.length / milliseconds / 1000).toFixed(2);
  return [
    name,
    facts.length.toLocaleString('en'),
    tasks.length.toLocaleString('en'),
    rate(decoding),
    rate(folding),
    (quantile(asked, 0.5) * 1000).toFixed(0),
    (quantile(asked, 0.95) * 1000).toFixed(0)
  ];
}

async function saved(path, decodeSaved) {
  const decoded = decodeSaved(JSON.parse(await readFile(path, 'utf8')));
  if (decoded.kind === 'broken') {
    throw new Error(`${path} is not a saved run: ${decoded.reason}`);
  }
  return decoded.facts.filter(fact => fact !== null);
}

const load = await transpile();
const { decode, decodeSaved } = load('protocol/decode');
const { encode } = load('testing/wire');
const { EventLog } = load('model/log');
const { stateAt } = load('model/state');

const files = process.argv.slice(2).filter(word => !word.startsWith('--'));
const sizes = process.argv.includes('--quick') ? [1e4] : [1e4, 1e5, 1e6];
const runs = files.length
  ? await Promise.all(
      files.map(async path => [path, await saved(path, decodeSaved)])
    )
  : sizes.map(size => [`made, 1e${Math.log10(size)}`, made(size)]);

const code = { decode, encode, EventLog, stateAt };

measure('until the code is compiled', made(2e4), code);
console.log(
  '| run | facts | tasks | million facts/s decoded | folded | stateAt: us | p95 |'
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [name, facts] of runs) {
  console.log(`| ${measure(name, facts, code).join(' | ')} |`);
}
console.log(
  `\nNode ${process.version}; median of ${REPEATS} runs; of ${INSTANTS} instants for stateAt.`
);
