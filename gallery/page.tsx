/**
 * The gallery's page: chooses a fixture or a state of the connection, theme, language, size and how far the run has come. The
 * choice is in the address, so a picture can be asked for: `?show=semaphore&theme=dark&lang=zh-CN&width=260`;
 * `?all=1` has every fixture in every view, small.
 */
import React from 'react';
import { createRoot } from 'react-dom/client';
import { Session } from '../src/model/session';
import type { Status } from '../src/model/status';
import type { Fact } from '../src/protocol/events';
import { translation } from '../src/testing/trans';
import { Compare } from '../src/view/compare/body';
import { TasksPanel } from '../src/view/panel/panel';
import { VIEWS } from '../src/view/panel/views';
import zh from '../src/view/zh-CN.json';
import type { Fixtures } from './fixtures';
import { loadFixtures, receive } from './fixtures';
import { Overview } from './overview';

const off = { watching: 'off', whileBusy: true, problem: null } as const;

/** States of the connection in which there is no run to show, or something to say above it. */
const STATES: Readonly<Record<string, Status>> = {
  'no notebook': { ...off, kernel: { kind: 'no_notebook' } },
  'no kernel': { ...off, kernel: { kind: 'no_kernel' } },
  starting: { ...off, kernel: { kind: 'starting' } },
  'not Python': { ...off, kernel: { kind: 'not_python', language: 'R' } },
  'Python too old': {
    ...off,
    kernel: { kind: 'python_too_old', python: '3.9.18' }
  },
  'companion missing': { ...off, kernel: { kind: 'companion_missing' } },
  disconnected: { ...off, kernel: { kind: 'disconnected' } },
  dead: { ...off, kernel: { kind: 'dead' } },
  'not watching': { ...off, kernel: { kind: 'ready', busy: false } },
  busy: {
    ...off,
    kernel: { kind: 'ready', busy: true },
    watching: 'asked'
  },
  watching: {
    ...off,
    kernel: { kind: 'ready', busy: false },
    watching: 'on'
  },
  problem: {
    ...off,
    kernel: { kind: 'ready', busy: false },
    watching: 'on',
    problem: {
      code: 'broken_frame',
      detail: '"t" is not a whole number in range'
    }
  }
};

interface Choice {
  readonly show: string;
  readonly status: string;
  readonly theme: string;
  readonly lang: string;
  readonly width: string;
  readonly height: string;
  /** Part of the run that has been received, 0 to 1: below 1 it is live. play: it arrives as it did when recorded. */
  readonly part: string;
  /** Where the cursor stands, 0 to 1; empty: live. */
  readonly at: string;
  /** The view beside the tree, by its id; empty: the first one. */
  readonly view: string;
  /** Id of the selected task; empty: none. */
  readonly task: string;
  /** 1: every fixture in every view, on one page. */
  readonly all: string;
  /** A second fixture, which stands beside the first; empty: none. */
  readonly compare: string;
}

const FIRST: Choice = {
  show: 'semaphore',
  status: 'watching',
  theme: 'light',
  lang: 'en',
  width: '900',
  height: '560',
  part: '1',
  at: '',
  view: '',
  task: '',
  all: '',
  compare: ''
};

/** A session that received a part of a fixture. */
function sessionOf(facts: readonly Fact[], choice: Choice): Session {
  const session = new Session();
  session.setStatus(STATES[choice.status] ?? {});
  const end = facts.at(-1)?.t ?? 0;
  if (facts.length > 0) {
    const part = choice.part === 'play' ? 0 : Number(choice.part);
    receive(session, facts, Math.round(end * part));
  }
  if (choice.at !== '') {
    session.moveTo(end * Number(choice.at));
  }
  if (choice.task !== '') {
    session.select(Number(choice.task));
  }
  return session;
}

/** Lets a fixture arrive in real time, ten messages a second, until the returned function is called. */
function play(session: Session, facts: readonly Fact[]): () => void {
  const began = performance.now();
  const timer = setInterval(() => {
    const now = Math.round((performance.now() - began) * 1e6);
    const end = facts.at(-1)?.t ?? 0;
    receive(session, facts, Math.min(now, end));
    if (now >= end) {
      clearInterval(timer);
    }
  }, 100);
  return () => clearInterval(timer);
}

function Page({
  fixtures
}: {
  readonly fixtures: Fixtures;
}): React.JSX.Element {
  const [choice, setChoice] = React.useState<Choice>(() => ({
    ...FIRST,
    ...Object.fromEntries(new URLSearchParams(location.search))
  }));
  const [said, setSaid] = React.useState('');
  const facts = React.useMemo(
    () => fixtures.get(choice.show) ?? [],
    [fixtures, choice.show]
  );
  const session = React.useMemo(() => {
    const made = sessionOf(facts, choice);
    const second = fixtures.get(choice.compare) ?? [];
    if (second.length > 0) {
      receive(made, second, second.at(-1)?.t ?? 0, 'second');
    }
    return made;
  }, [facts, fixtures, choice]);
  React.useEffect(
    () => (choice.part === 'play' ? play(session, facts) : undefined),
    [session, facts, choice]
  );
  // A tab is the reader's choice, kept in the page: the gallery makes it as a reader does.
  React.useEffect(() => {
    document
      .querySelector<HTMLElement>(`[role="tab"][data-view="${choice.view}"]`)
      ?.click();
  }, [session, choice.view]);
  const trans = React.useMemo(
    () => translation(choice.lang === 'zh-CN' ? zh : null),
    [choice.lang]
  );
  React.useEffect(() => {
    history.replaceState(null, '', `?${new URLSearchParams({ ...choice })}`);
    document
      .getElementById('theme')
      ?.setAttribute('href', `${choice.theme}.css`);
    document.body.dataset['jpThemeName'] = choice.theme;
    document.documentElement.lang = choice.lang;
  }, [choice]);
  const pick = (
    key: keyof Choice,
    options: readonly string[]
  ): React.JSX.Element => (
    <label>
      {key}{' '}
      <select
        value={choice[key]}
        onChange={event =>
          setChoice({ ...choice, [key]: event.currentTarget.value })
        }
      >
        {options.map(option => (
          <option key={option} value={option}>
            {option || '–'}
          </option>
        ))}
      </select>
    </label>
  );
  if (choice.all === '1') {
    return <Overview fixtures={fixtures} trans={trans} />;
  }
  return (
    <>
      <div className="choice">
        {pick('show', ['nothing', ...fixtures.keys()])}
        {pick('status', Object.keys(STATES))}
        {pick('theme', ['light', 'dark'])}
        {pick('lang', ['en', 'zh-CN'])}
        {pick('width', ['260', '420', '900', '1300'])}
        {pick('height', ['400', '560', '800'])}
        {pick('part', ['play', '0', '0.2', '0.5', '0.8', '1'])}
        {pick('at', ['', '0', '0.25', '0.5', '0.75'])}
        {pick('compare', ['', ...fixtures.keys()])}
        {pick('view', ['', ...VIEWS.map(view => view.id)])}
        <span>{said}</span>
      </div>
      <div
        className="frame"
        style={{ width: Number(choice.width), height: Number(choice.height) }}
      >
        {choice.compare === '' ? (
          <TasksPanel
            session={session}
            trans={trans}
            host={{
              watch: on => session.setStatus({ watching: on ? 'on' : 'off' }),
              jump: place =>
                setSaid(`jump to ${place.file} line ${place.line}`),
              cancel: task => setSaid(`cancel task ${task}`),
              whyNotCancel: () => null,
              compareRuns: () => setSaid('compare'),
              openWide: () => setSaid('open wide'),
              exportRun: () => setSaid('export'),
              openConcept: concept => setSaid(`open the concept ${concept}`),
              watchExample: (concept, example) =>
                setSaid(`watch ${example ?? 'the first example'} of ${concept}`)
            }}
          />
        ) : (
          <Compare sources={[{ name: '', session }]} trans={trans} />
        )}
      </div>
    </>
  );
}

const place = document.getElementById('page');
if (place) {
  const fixtures = await loadFixtures();
  createRoot(place).render(<Page fixtures={fixtures} />);
  new EventSource('changes').onmessage = () => location.reload();
}
