/** The panel in a page without JupyterLab: what a person sees and where the keyboard is. */
import React, { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { translation } from '../testing/trans';
import { type Language, LAYERS } from './course';
import type { Host } from './host';
import { type Courses, loadCourses } from './load';
import { ConceptPanel } from './panel';
import { type Progress, ProgressBook } from './progress';
import { searchIndex } from './search';
import { Visits } from './visits';
import chinese from './zh-CN.json';

let courses: Courses;
let root: Root;
let page: HTMLElement;
let visits: Visits;
let progress: ProgressBook;
let saved: Progress | undefined;
let done: string[];

/** An application that writes down what it is asked, and renders markdown as plain paragraphs. */
const host: Host = {
  inserter: {
    insert: (concept, example, mode) => {
      done.push(`${mode} ${concept.id}/${example.id}`);
      return Promise.resolve(`Inserted ${example.id}.`);
    },
    drag: (concept, example) => {
      done.push(`drag ${concept.id}/${example.id}`);
    }
  },
  opener: {
    openNotebook: concept => {
      done.push(`open ${concept.path}`);
      return Promise.resolve();
    },
    openCourse: () => {
      done.push('open course');
      return Promise.resolve();
    }
  },
  clipboard: {
    copy: text => {
      done.push(`copy ${text.slice(0, 14)}`);
    }
  },
  markdown: {
    render: source => {
      const element = document.createElement('div');
      const link = /\[([^\]]+)\]\(([^)]+)\)/.exec(source);
      element.textContent = source;
      if (link?.[1] && link[2]) {
        const anchor = document.createElement('a');
        anchor.textContent = link[1];
        anchor.setAttribute('href', link[2]);
        element.append(anchor);
      }
      return Promise.resolve(element);
    }
  }
};

async function show(
  language: Language = 'en',
  course = courses[language],
  faults: readonly string[] = []
): Promise<void> {
  await act(async () => {
    root.render(
      <ConceptPanel
        course={course}
        faults={faults}
        index={searchIndex(Object.values(courses))}
        progress={progress}
        visits={visits}
        host={host}
        trans={translation(language === 'en' ? null : chinese)}
      />
    );
    await Promise.resolve();
  });
}

beforeAll(async () => {
  courses = await loadCourses();
});

beforeEach(async () => {
  Element.prototype.scrollTo = () => undefined; // jsdom has no layout
  Element.prototype.scrollIntoView = () => undefined;
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  visits = new Visits();
  done = [];
  saved = undefined;
  progress = new ProgressBook({
    load: () => Promise.resolve(saved),
    save: next => {
      saved = next;
      return Promise.resolve();
    }
  });
  await show();
});

afterEach(() => {
  act(() => {
    root.unmount();
  });
  page.remove();
});

function all(selector: string): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>(selector)];
}

function button(name: string): HTMLElement {
  const found = all('button').find(each => each.textContent.includes(name));
  if (!found) {
    throw new Error(
      `no button ${name}: ${all('button')
        .map(each => each.textContent)
        .join(' | ')}`
    );
  }
  return found;
}

async function press(element: HTMLElement): Promise<void> {
  await act(async () => {
    element.click();
    await Promise.resolve();
  });
}

async function type(query: string): Promise<void> {
  const input = page.querySelector('input');
  const set = Object.getOwnPropertyDescriptor(
    HTMLInputElement.prototype,
    'value'
  )?.set;
  await act(async () => {
    set?.call(input, query);
    input?.dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.resolve();
  });
}

async function key(target: Element | null, name: string): Promise<void> {
  await act(async () => {
    target?.dispatchEvent(
      new KeyboardEvent('keydown', { key: name, bubbles: true })
    );
    await Promise.resolve();
  });
}

const listed = () => all('[data-concept]').map(each => each.dataset.concept);
const heading = () => page.querySelector('h1')?.textContent;

test.each([
  ['Foundations', 'foundations'],
  ['Running things together', 'basics'],
  ['Coordination', 'primitives'],
  ['Patterns', 'patterns'],
  ['In real programs', 'applications']
])(
  'under %s stand the concepts of its layer, in their order',
  (name, layer) => {
    const section = all('section').find(
      each => each.querySelector(':scope > h2')?.textContent === name
    );
    const found = [
      ...(section?.querySelectorAll<HTMLElement>('[data-concept]') ?? [])
    ];
    const expected = courses.en.concepts.filter(each => each.layer === layer);
    expect(expected).not.toEqual([]);
    expect(found.map(each => each.dataset.concept)).toEqual(
      expected.sort((one, other) => one.order - other.order).map(({ id }) => id)
    );
  }
);

test('the list shows every concept once, layer by layer from the ground up', () => {
  const layers = LAYERS.flatMap(layer =>
    courses.en.concepts.filter(each => each.layer === layer)
  );
  expect(listed()).toEqual(layers.map(({ id }) => id));
  expect(new Set(listed()).size).toBe(courses.en.concepts.length);
});

test('a search in either language narrows the list; nothing found is said', async () => {
  await type('信号');
  expect(listed()[0]).toBe('semaphore');
  await type('xyzzy');
  expect(listed()).toEqual([]);
  expect(page.querySelector('[role=status]')?.textContent).toContain(
    'No concept mentions “xyzzy”'
  );
});

test('by keyboard: search, down into the list, open, and back to where one was', async () => {
  await type('semaphore');
  await key(page.querySelector('input'), 'ArrowDown');
  expect(document.activeElement).toBe(all('[data-concept]')[0]);
  await press(all('[data-concept]')[0] ?? page);
  expect(heading()).toBe('Semaphore: limit how many run at once');
  expect(document.activeElement).toBe(page.querySelector('h1'));
  await press(button('All concepts'));
  expect((document.activeElement as HTMLElement).dataset.concept).toBe(
    'semaphore'
  );
});

test('Enter in the search opens the best match', async () => {
  await type('queue');
  await key(page.querySelector('input'), 'Enter');
  expect(heading()).toContain('Queue');
});

test('an opened page is read, and stays so', async () => {
  await press(all('[data-concept=gather]')[0] ?? page);
  expect(saved).toEqual({ gather: ['read'] });
  await press(button('All concepts'));
  expect(all('[data-concept=gather] .aio-mark')[0]?.textContent).toBe('read');
});

test('an example can be inserted, run, watched, copied and dragged; what was done is said', async () => {
  await press(all('[data-concept=semaphore]')[0] ?? page);
  const first = courses.en.concepts.find(({ id }) => id === 'semaphore')
    ?.examples[0]?.id;
  const card = all('.aio-example')[0];
  for (const each of card?.querySelectorAll('button') ?? []) {
    await press(each);
  }
  await act(async () => {
    card
      ?.querySelector('.aio-grip')
      ?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    await Promise.resolve();
  });
  expect(done).toEqual([
    `watch semaphore/${first}`,
    `run semaphore/${first}`,
    `insert semaphore/${first}`,
    `script semaphore/${first}`,
    'copy import asyncio',
    `drag semaphore/${first}`
  ]);
  expect(card?.querySelector('[role=status]')?.textContent).toBe(
    'The code is in the clipboard.'
  );
});

test('the notebook, the exercise and the course open from the panel', async () => {
  await press(button('Open the course'));
  await press(all('[data-concept=semaphore]')[0] ?? page);
  await press(button('Open notebook'));
  await press(button('Do the exercise in the notebook'));
  expect(done).toEqual([
    'open course',
    'open 13-semaphore.ipynb',
    'open 13-semaphore.ipynb'
  ]);
});

test('related concepts and links to their notebooks turn the page; Back returns', async () => {
  await press(all('[data-concept=semaphore]')[0] ?? page);
  const link = all('a').find(
    each => each.getAttribute('href') === '15-queue.ipynb'
  );
  await press(link ?? page);
  expect(heading()).toContain('Queue');
  await press(button('Back to Semaphore'));
  expect(heading()).toContain('Semaphore');
  await press(button('gather: run several'));
  expect(heading()).toContain('gather');
});

test('the way on is offered, and follows what was learnt', async () => {
  const next = () => page.querySelector('.aio-next')?.textContent;
  expect(next()).toBe('Begin here: Synchronous and asynchronous');
  for (const stage of ['read', 'run', 'passed'] as const) {
    await act(async () => {
      await progress.mark('sync-vs-async', stage);
    });
  }
  expect(next()).toBe('Next: Coroutine');
  await press(button('Coroutine'));
  await press(button('All concepts'));
  expect(next()).toBe('Still open: Coroutine');
});

test('the map shows what a concept rests on and opens it', async () => {
  await press(button('Map'));
  expect(all('.aio-chip')).toHaveLength(courses.en.concepts.length);
  const lock = all('.aio-chip[data-concept=lock]')[0] ?? page;
  act(() => {
    lock.focus();
  });
  expect(page.querySelector('.aio-map-words')?.textContent).toBe(
    'Lock rests on async and await, Task; it leads to Semaphore, Condition.'
  );
  expect(all('.aio-mod-before').map(each => each.dataset.concept)).toEqual([
    'async-await',
    'task'
  ]);
  await press(lock);
  expect(heading()).toContain('Lock');
});

test('progress is forgotten after a question, and only then', async () => {
  await act(async () => {
    await progress.mark('gather', 'read');
  });
  await press(button('Forget my progress…'));
  await press(button('Keep'));
  expect(saved).toEqual({ gather: ['read'] });
  await press(button('Forget my progress…'));
  await press(button('Forget'));
  expect(saved).toEqual({});
});

test('an example says which Python and which libraries it needs', async () => {
  await press(all('[data-concept=task-group]')[0] ?? page);
  expect(all('.aio-need').map(each => each.textContent)).toContain(
    'Python 3.11 or newer'
  );
  await act(async () => {
    visits.open('network-io');
    await progress.open();
  });
  expect(all('.aio-need').map(each => each.textContent)).toEqual(['httpx']);
});

test("a teacher's notebooks stand after the course's, and what keeps others out is said", async () => {
  const [first] = courses.en.concepts;
  const own = first && { ...first, id: 'mine', title: 'Mine', folder: 'a/b' };
  const concepts = [...courses.en.concepts, ...(own ? [own] : [])];
  await show('en', { ...courses.en, concepts }, ['a/b/x.ipynb: no title.']);
  expect(all('h2').at(-1)?.textContent).toBe('a/b');
  expect(all('[role=note]')[0]?.textContent).toBe(
    'Some notebooks are left out until this is put right:a/b/x.ipynb: no title.'
  );
  await press(all('[data-concept=mine]')[0] ?? page);
  expect(heading()).toBe('Mine');
});

test('in Chinese', async () => {
  await show('zh-CN');
  expect(heading()).toBe('学习 asyncio');
  await press(all('[data-concept=semaphore]')[0] ?? page);
  expect(heading()).toBe('信号量：限制同时运行的数量');
  await press(button('插入并观察'));
  expect(done[0]).toContain('watch semaphore/');
});
