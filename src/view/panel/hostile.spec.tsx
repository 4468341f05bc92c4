/**
 * What a hostile kernel can do to the panel: nothing. Each run of `testing/hostile.ts` goes through the real decoder and is shown
 * by the tree and by every view that the pane has.
 */
import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { Session } from '../../model/session';
import { decode } from '../../protocol/decode';
import { furnish } from '../../testing/dom';
import { HOSTILE, MARKUP, messageOf } from '../../testing/hostile';
import { translation } from '../../testing/trans';
import zh from '../zh-CN.json';
import { TasksPanel } from './panel';
import { VIEWS } from './views';

/** More elements than a reader can see; a view that builds one for each fact has tens of thousands. */
const MAX_ELEMENTS = 5_000;
/** Characters that a page can lay out in no time; text, names and descriptions together. */
const MAX_CHARACTERS = 1_000_000;

/** All that the views build: anything else came out of a text. */
const BUILT = new Set(
  (
    'a article aside button canvas code dd details div dl dt fieldset figcaption figure form h2 h3 h4 h5 header input kbd label legend li meter ol ' +
    'optgroup option output p pre progress samp section select small span strong em b i s sub sup summary table tbody td th thead tr ul ' +
    'time mark nav main footer svg g path line rect circle ellipse text tspan title desc defs marker polygon polyline pattern clippath use'
  ).split(' ')
);

// Thousands of tasks in five views, on a machine that may be busy.
jest.setTimeout(120_000);

let page: HTMLElement;
let root: Root;
let session: Session;
let unfurnish: () => void;
let complaints: jest.SpyInstance;

beforeEach(() => {
  unfurnish = furnish(900, 600);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  session = new Session();
  complaints = jest.spyOn(console, 'error').mockImplementation();
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
  unfurnish();
  complaints.mockRestore();
});

/** Shows the panel in a language. */
async function show(language: 'en' | 'zh-CN' = 'en'): Promise<void> {
  const nothing = (): void => undefined;
  await act(async () => {
    root.render(
      <TasksPanel
        session={session}
        trans={translation(language === 'en' ? null : zh)}
        host={{
          watch: nothing,
          jump: nothing,
          cancel: nothing,
          whyNotCancel: () => null,
          openConcept: nothing
        }}
      />
    );
    await settled();
  });
}

/** Time for what is loaded when it is first shown. */
const settled = (): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, 0));

/** Opens a view as a reader does. */
async function open(view: string): Promise<void> {
  await act(async () => {
    page
      .querySelector<HTMLElement>(`[role="tab"][data-view="${view}"]`)
      ?.click();
    await settled();
  });
}

/** What a page must not hold, and how much of all else it holds. */
function weigh(within: HTMLElement = page): {
  strangers: string[];
  elements: number;
  characters: number;
} {
  const all = [...within.querySelectorAll('*')];
  const attributes = all.flatMap(element => [...element.attributes]);
  return {
    strangers: [
      ...all
        .map(element => element.localName.toLowerCase())
        .filter(name => !BUILT.has(name)),
      ...attributes
        .filter(
          ({ name, value }) =>
            /^on/i.test(name) ||
            (/^(href|src|xlink:href|action)$/i.test(name) &&
              !value.startsWith('#'))
        )
        .map(({ name, value }) => `${name}=${value.slice(0, 40)}`)
    ],
    elements: all.length,
    characters: attributes.reduce(
      (sum, { value }) => sum + value.length,
      within.textContent.length
    )
  };
}

/** `when` is told if it fails. */
function expectHarmless(when: string): void {
  const { strangers, elements, characters } = weigh();
  expect({ when, strangers }).toEqual({ when, strangers: [] });
  expect({ when, elements: Math.max(elements, MAX_ELEMENTS) }).toEqual({
    when,
    elements: MAX_ELEMENTS
  });
  expect({ when, characters: Math.max(characters, MAX_CHARACTERS) }).toEqual({
    when,
    characters: MAX_CHARACTERS
  });
  expect(globalThis).not.toHaveProperty('pwned');
  const said = complaints.mock.calls.map(([each]) => String(each));
  expect({ when, said }).toEqual({ when, said: [] });
}

/** Takes the facts as one message; true: the decoder let it pass. */
function receive(facts: readonly unknown[], run = 'hostile'): boolean {
  const message = decode(messageOf(facts, run), []);
  act(() => {
    session.receive(message);
  });
  return message.kind === 'facts';
}

/** Selects a task and moves the cursor, as a reader does. */
async function look(task: number | null, time: number | null): Promise<void> {
  await act(async () => {
    session.select(task);
    session.moveTo(time);
    await settled();
  });
}

it('knows a text that became markup when it sees one', () => {
  const parsed = new DOMParser().parseFromString(MARKUP, 'text/html');
  expect(weigh(parsed.body).strangers).toEqual(
    expect.arrayContaining(['img', 'script', 'iframe', 'src=x'])
  );
});

it.each(Object.keys(HOSTILE))('%s does nothing to any view', async name => {
  expect(receive(HOSTILE[name]?.() ?? [])).toBe(true);
  const { tasks, now } = session.snapshot().shown?.log.history ?? {
    tasks: [],
    now: 0
  };
  expect(tasks.length).toBeGreaterThan(0);
  const last = tasks.at(-1)?.id ?? null;
  await show();
  for (const { id } of VIEWS) {
    await open(id);
    const tab = page.querySelector(`[role="tab"][data-view="${id}"]`);
    expect(tab?.getAttribute('aria-selected')).toBe('true');
    expectHarmless(`${id}, live`);
    await look(last, now / 2);
    expectHarmless(`${id}, the last task, half way`);
    await look(424_242, null);
    expectHarmless(`${id}, a task that does not exist`);
    await look(tasks[0]?.id ?? null, 0);
  }
  await show('zh-CN');
  expectHarmless('in Chinese');
});
