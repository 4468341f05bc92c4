/**
 * The page that is measured: the whole panel, or the Timeline alone, over a run that is made here or opened from a file. `measure.mjs`
 * drives it from outside; what has to be timed inside is a function of `window.bench`.
 */
import React from 'react';
import { createRoot } from 'react-dom/client';
import { savedSession } from '../../src/model/saved';
import { Session } from '../../src/model/session';
import { stateAt } from '../../src/model/state';
import { decode } from '../../src/protocol/decode';
import type { Fact } from '../../src/protocol/events';
import type { Frame } from '../../src/testing/wire';
import { encode } from '../../src/testing/wire';
import { translation } from '../../src/testing/trans';
import { turns } from '../../src/testing/turns';
import type { ScopeHost } from '../../src/view/kit/view';
import { Words } from '../../src/view/kit/words';
import { TasksPanel } from '../../src/view/panel/panel';
import { Timeline } from '../../src/view/timeline/body';
import { painted } from './painted';

/** Facts in one message: what a busy program makes in a twentieth of a second. */
const PER_MESSAGE = 5000;

/** Messages a second: the most that the kernel sends. */
const RATE = 20;

const trans = translation(null);

const host: ScopeHost = {
  watch: () => undefined,
  jump: () => undefined,
  cancel: () => undefined,
  whyNotCancel: () => null,
  openConcept: () => undefined
};

/** The Timeline with nothing beside it, as in a wide tab. */
function Alone({ session }: { readonly session: Session }): React.JSX.Element {
  const snapshot = React.useSyncExternalStore(
    session.subscribe,
    session.snapshot
  );
  const log = snapshot.shown?.log;
  const words = React.useMemo(
    () => (log ? new Words(log.history, trans) : null),
    [log]
  );
  if (!log || !words) {
    return <></>;
  }
  return (
    <Timeline
      history={log.history}
      version={snapshot}
      state={stateAt(log, snapshot.cursor)}
      words={words}
      trans={trans}
      cursor={snapshot.cursor}
      host={host}
      onSelect={task => session.select(task)}
      onMove={time => session.moveTo(time)}
    />
  );
}

let session = new Session();
let root: ReturnType<typeof createRoot> | null = null;

/** Shows the session; milliseconds until it is painted. */
async function mount(view: string): Promise<number> {
  const place = document.getElementById('page');
  if (!place) {
    throw new Error('the page has no place');
  }
  root?.unmount();
  root = createRoot(place);
  return painted(() =>
    root?.render(
      view === 'panel' ? (
        <TasksPanel session={session} trans={trans} host={host} />
      ) : (
        <Alone session={session} />
      )
    )
  );
}

/** As it arrives: text and buffers. */
interface Arriving {
  readonly text: string;
  readonly buffers: Frame['buffers'];
}

function messagesOf(facts: readonly Fact[], size: number): Arriving[] {
  const messages: Arriving[] = [];
  for (let first = 0; first < facts.length; first += size) {
    const some = facts.slice(first, first + size);
    const now = some.at(-1)?.t ?? 0;
    const { data, buffers } = encode('turns', first, some, now);
    messages.push({ text: JSON.stringify(data), buffers });
  }
  return messages;
}

function take({ text, buffers }: Arriving): void {
  session.receive(decode(JSON.parse(text), buffers));
}

/** Makes a run, takes it in and shows it: facts a second, and milliseconds of the first paint. */
async function show(
  facts: number,
  lanes: number,
  view: string
): Promise<{ readonly rate: number; readonly paint: number }> {
  const messages = messagesOf(turns(facts, lanes), PER_MESSAGE);
  session = new Session();
  session.setStatus({ kernel: { kind: 'ready', busy: true }, watching: 'on' });
  const begun = performance.now();
  messages.forEach(take);
  const rate = (facts / (performance.now() - begun)) * 1000;
  const log = session.snapshot().shown?.log;
  if (log?.facts.length !== facts) {
    throw new Error(`${log?.facts.length ?? 0} of ${facts} facts were taken`);
  }
  return { rate, paint: await mount(view) };
}

/** Opens a saved run, as a reader does; milliseconds since the page was asked for. */
async function open(url: string, view: string): Promise<number> {
  session = savedSession(await (await fetch(url)).json());
  await mount(view);
  return performance.now();
}

/** Moves the cursor to instants all over the run, in an order that jumps; milliseconds until each is painted. */
async function seek(count: number): Promise<number[]> {
  const spent: number[] = [];
  const end = session.snapshot().shown?.log.now ?? 0;
  for (let instant = 0; instant < count; instant++) {
    // 89 is a prime number, and no count that is asked for a multiple of it.
    const time = (((instant * 89) % count) / count) * end;
    spent.push(await painted(() => session.moveTo(time)));
  }
  session.moveTo(null);
  return spent;
}

/** Lets facts arrive for some seconds behind those that are there; milliseconds from each message to its paint. */
async function live(
  seconds: number,
  before: number,
  lanes: number,
  perMessage: number
): Promise<number[]> {
  const count = seconds * RATE;
  const facts = turns(before + count * perMessage, lanes);
  session = new Session();
  messagesOf(facts.slice(0, before), PER_MESSAGE).forEach(take);
  await mount('panel');
  const news: Arriving[] = [];
  for (let first = before; first < facts.length; first += perMessage) {
    const some = facts.slice(first, first + perMessage);
    const now = some.at(-1)?.t ?? 0;
    const { data, buffers } = encode('turns', first, some, now);
    news.push({ text: JSON.stringify(data), buffers });
  }
  const spent: Promise<number>[] = [];
  const begun = performance.now();
  for (const [index, message] of news.entries()) {
    const due = begun + (index * 1000) / RATE;
    await new Promise(resolve => setTimeout(resolve, due - performance.now()));
    spent.push(painted(() => take(message)));
  }
  return Promise.all(spent);
}

declare global {
  interface Window {
    bench: {
      readonly show: typeof show;
      readonly open: typeof open;
      readonly seek: typeof seek;
      readonly live: typeof live;
    };
  }
}
window.bench = { show, open, seek, live };
