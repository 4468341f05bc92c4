/** The list of concepts by layer, with the search that narrows it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import {
  type Concept,
  conceptsByIds,
  type Course,
  type Layer,
  LAYERS
} from './course';
import { StageMark } from './marks';
import { farthest, type Progress, type Stage } from './progress';
import { search, type SearchIndex } from './search';

export interface ConceptListProps {
  readonly course: Course;
  readonly index: SearchIndex;
  readonly progress: Progress;
  readonly query: string;
  /** The concept that the reader comes back from; the keyboard goes on there. */
  readonly focused: string | null;
  readonly trans: TranslationBundle;
  readonly onQuery: (query: string) => void;
  readonly onOpen: (concept: string) => void;
  readonly onOpenCourse: () => void;
}

export function ConceptList(props: ConceptListProps): React.ReactElement {
  const { course, index, progress, query, focused, trans, onOpen } = props;
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focused !== null) {
      const last = items(root.current).find(
        item => item.dataset.concept === focused
      );
      last?.focus();
    }
  }, [focused]);

  const searching = query.trim() !== '';
  const found = searching ? conceptsByIds(course, search(index, query)) : [];
  const list = (concepts: readonly Concept[], labelledBy?: string) => (
    <ul className="aio-concept-list" aria-labelledby={labelledBy}>
      {concepts.map(concept => (
        <li key={concept.id}>
          <Item
            concept={concept}
            stage={farthest(progress, concept.id)}
            trans={trans}
            onOpen={onOpen}
          />
        </li>
      ))}
    </ul>
  );

  return (
    <section
      ref={root}
      aria-labelledby="aio-concepts-title"
      onKeyDown={event => {
        moveFocus(event, root.current);
      }}
    >
      <h1 id="aio-concepts-title" className="aio-concepts-title">
        {trans.__('Learn asyncio')}
      </h1>
      <Summary course={course} progress={progress} trans={trans} />
      <button className="jp-mod-styled aio-button" onClick={props.onOpenCourse}>
        {trans.__('Open the course')}
      </button>
      <input
        type="search"
        className="jp-mod-styled aio-search"
        value={query}
        placeholder={trans.__('Search, as “semaphore”')}
        aria-label={trans.__('Search the concepts')}
        onChange={event => {
          props.onQuery(event.target.value);
        }}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            props.onQuery('');
          } else if (event.key === 'Enter' && found[0]) {
            onOpen(found[0].id);
          }
        }}
      />
      <p role="status" className={searching ? 'aio-found' : 'aio-unseen'}>
        {searching && foundSentence(found.length, query.trim(), trans)}
      </p>
      {searching
        ? list(found)
        : LAYERS.map(layer => {
            const concepts = course.concepts.filter(
              concept => concept.layer === layer
            );
            return (
              concepts.length > 0 && (
                <section key={layer}>
                  <h2 id={`aio-layer-${layer}`} className="aio-layer">
                    {layerName(layer, trans)}
                  </h2>
                  {list(concepts, `aio-layer-${layer}`)}
                </section>
              )
            );
          })}
    </section>
  );
}

interface ItemProps {
  readonly concept: Concept;
  readonly stage: Stage | null;
  readonly trans: TranslationBundle;
  readonly onOpen: (concept: string) => void;
}

function Item({
  concept,
  stage,
  trans,
  onOpen
}: ItemProps): React.ReactElement {
  return (
    <button
      className="aio-concept"
      data-concept={concept.id}
      onClick={() => {
        onOpen(concept.id);
      }}
    >
      <span className="aio-concept-title">{concept.title}</span>
      {stage && <StageMark stage={stage} trans={trans} />}
      <span className="aio-concept-summary">{concept.summary}</span>
    </button>
  );
}

interface SummaryProps {
  readonly course: Course;
  readonly progress: Progress;
  readonly trans: TranslationBundle;
}

/** How far the reader is, in one line. */
function Summary({
  course,
  progress,
  trans
}: SummaryProps): React.ReactElement {
  const count = (stage: Stage) =>
    course.concepts.filter(({ id }) => progress[id]?.includes(stage)).length;
  return (
    <p className="aio-summary">
      {trans.__(
        '%1 concepts: %2 read, %3 run, %4 passed',
        course.concepts.length,
        count('read'),
        count('run'),
        count('passed')
      )}
    </p>
  );
}

function foundSentence(
  count: number,
  query: string,
  trans: TranslationBundle
): string {
  return count === 0
    ? trans.__(
        'No concept mentions “%1”. Try one word, in English or Chinese, or a name from the code.',
        query
      )
    : trans._n('%1 concept found', '%1 concepts found', count);
}

function layerName(layer: Layer, trans: TranslationBundle): string {
  switch (layer) {
    case 'foundations':
      return trans.__('Foundations');
    case 'basics':
      return trans.__('Running things together');
    case 'primitives':
      return trans.__('Coordination');
    case 'patterns':
      return trans.__('Patterns');
    case 'applications':
      return trans.__('In real programs');
  }
}

function items(root: HTMLElement | null): HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('[data-concept]') ?? [])];
}

/** Up and Down go through the list, from the search too; Home and End to its ends. */
function moveFocus(event: React.KeyboardEvent, root: HTMLElement | null): void {
  const all = items(root);
  const at = all.findIndex(item => item === event.target);
  const inSearch = event.target instanceof HTMLInputElement;
  const to: Record<string, number | undefined> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    ...(!inSearch && { Home: 0, End: all.length - 1 })
  };
  const next = to[event.key];
  if (next === undefined || (at < 0 && !inSearch)) {
    return;
  }
  const target =
    next < 0 ? root?.querySelector<HTMLElement>('input') : all[next];
  if (target) {
    event.preventDefault();
    target.focus();
  }
}
