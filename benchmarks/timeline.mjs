/**
 * What a frame of the timeline costs: laying out and painting what is in sight, of runs with few and many lanes and facts, all of the run
 * and a part of it, scrolled and panned. Prints a table as Markdown.
 *
 *   node benchmarks/timeline.mjs            10,000 to 1,000,000 facts, 100 and 10,000 lanes
 *   node benchmarks/timeline.mjs --quick    the smallest ones
 *
 * The code measured is that of src/, stripped of its types and nothing else; the canvas counts calls and draws nothing, so this is the
 * part of a frame that is ours. `calls` is how much the browser is given to draw.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));
const built = join(root, '.make/timeline');
const FOLDERS = ['protocol', 'model', 'testing', 'view/kit', 'view/timeline'];
const FRAMES = 60;
/** A wide window of forty lanes. */
const WIDTH = 1300;
const HEIGHT = 900;

/** Writes src/ as JavaScript, but for what needs a browser, and returns a function that loads a module of it. */
async function transpile() {
  await rm(built, { recursive: true, force: true });
  for (const folder of FOLDERS) {
    const files = await readdir(join(root, 'src', folder));
    const needed = folder === 'testing' ? /^turns\.ts$/ : /^\w+\.tsx?$/;
    for (const file of files.filter(name => needed.test(name))) {
      const { outputText } = typescript.transpileModule(
        await readFile(join(root, 'src', folder, file), 'utf8'),
        {
          compilerOptions: {
            module: 'commonjs',
            target: 'es2022',
            jsx: 'react',
            esModuleInterop: true
          }
        }
      );
      const to = join(built, 'src', folder, file.replace(/\.tsx?$/, '.js'));
      await mkdir(dirname(to), { recursive: true });
      await writeFile(to, outputText);
    }
  }
  // d3-scale, which makes the marks of the axis, is an ES module that `require` takes since Node 22.
  const require = createRequire(join(built, 'index.js'));
  return name => require(`./src/${name}.js`);
}

/** Milliseconds of the processor's time until now: a machine that has other work to do does not disturb it much. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The value that `share` of the values are below. */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))];
}

/** A canvas that counts what it is told to draw. */
function counting() {
  const counted = { calls: 0 };
  const call = () => {
    counted.calls++;
  };
  const names =
    'fillRect strokeRect beginPath moveTo lineTo arc rect clip fill stroke save restore setLineDash';
  const context = Object.fromEntries(
    names.split(' ').map(name => [name, call])
  );
  return { counted, context };
}

const { counted, context } = counting();

function measure(name, log, part, code) {
  const {
    Workers,
    KeptLanes,
    arrowsIn,
    sceneOf,
    paint,
    rowsOf,
    inTreeOrder,
    sliceAt
  } = code;
  const { history } = log;
  const workers = new Workers();
  const lanes = new KeptLanes();
  const rows = rowsOf([], inTreeOrder(history.tasks));
  const spent = [];
  const width = WIDTH - 180;
  const length = history.now * part;
  for (let frame = -5; frame < FRAMES; frame++) {
    // Panned to the right and scrolled down, from frame to frame.
    const at = Math.max(0, frame) / FRAMES;
    const from = at * (history.now - length);
    const top = at * Math.max(0, rows.count * 22 - HEIGHT);
    const slice = sliceAt(top, HEIGHT, 22, rows.count);
    counted.calls = 0;
    const begun = cpu();
    workers.take(history.works, history.now);
    const look = {
      history,
      workers,
      lanes,
      rows,
      slice,
      top,
      stretch: { from, to: from + length },
      width,
      height: HEIGHT,
      selected: 1,
      time: history.now,
      stages: code.stages
    };
    paint(context, sceneOf(look, arrowsIn(look), 12), code.colours);
    if (frame >= 0) {
      spent.push(cpu() - begun);
    }
  }
  const ms = share => quantile(spent, share).toFixed(2);
  return [name, ms(0.5), ms(0.95), Math.round(counted.calls)];
}

const load = await transpile();
const { EventLog } = load('model/log');
const { turns } = load('testing/turns');
const { criticalPath } = load('model/critical_path');
const { stagesOf } = load('model/path_stages');
const { Density, columnsOf } = load('view/timeline/density');
const code = {
  ...load('view/timeline/workers'),
  ...load('view/timeline/kept_lanes'),
  ...load('view/timeline/scene'),
  ...load('view/timeline/paint'),
  ...load('view/timeline/rows'),
  ...load('view/timeline/order'),
  ...load('view/kit/size'),
  colours: { state: {} }
};

const sizes = process.argv.includes('--quick') ? [1e4] : [1e4, 1e5, 1e6];
const once = [];
console.log('| facts | lanes | shown | ms a frame | p95 | calls |');
console.log('| ---: | ---: | --- | ---: | ---: | ---: |');
for (const size of sizes) {
  for (const tasks of [100, 10_000].filter(count => count * 2 < size)) {
    const log = new EventLog();
    log.append(0, turns(size, tasks), 0);
    const facts = log.history.now && log.facts.length.toLocaleString('en');
    const begun = cpu();
    const path = criticalPath(log.history);
    code.stages = stagesOf(path.parts);
    const found = cpu();
    const density = new Density();
    density.take(log.history.loop, log.history.now);
    const fed = cpu();
    columnsOf(density, log.history.now, 600);
    once.push([
      facts,
      tasks,
      (found - begun).toFixed(1),
      path.parts.length,
      (fed - found).toFixed(1),
      (cpu() - fed).toFixed(2)
    ]);
    for (const [name, part] of [
      ['all', 1],
      ['a tenth', 0.1],
      ['a thousandth', 0.001]
    ]) {
      const row = measure(name, log, part, code);
      console.log(`| ${[facts, tasks, ...row].join(' | ')} |`);
    }
  }
}
console.log(
  '\n| facts | lanes | critical path: ms | parts | minimap, all facts at once: ms | minimap, a frame: ms |'
);
console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
once.forEach(row => console.log(`| ${row.join(' | ')} |`));
console.log(
  `\nNode ${process.version}; processor time, of ${FRAMES} frames each.`
);
