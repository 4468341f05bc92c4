/** All concepts, as a list by layer or as a map, with the search that narrows them and the way on. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import { type Concept, conceptsByIds, type Course, LAYERS } from './course';
import { layerName } from './layers';
import { ConceptMap } from './map';
import { StageMark } from './marks';
import { OwnConcepts } from './own_concepts';
import { ClearProgress, Summary, WhatNext } from './overview';
import { farthest, type Progress, type Stage } from './progress';
import { search, type SearchIndex } from './search';

export interface ConceptListProps {
  readonly course: Course;
  readonly faults: readonly string[];
  readonly index: SearchIndex;
  readonly progress: Progress;
  readonly query: string;
  /** The concept that the reader comes back from; the keyboard goes on there. */
  readonly focused: string | null;
  readonly trans: TranslationBundle;
  /** Whether the concepts are shown as a map. */
  readonly asMap: boolean;
  readonly onMap: (asMap: boolean) => void;
  readonly onClear: () => void;
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
      <WhatNext
        course={course}
        progress={progress}
        trans={trans}
        onOpen={onOpen}
      />
      <div className="aio-actions">
        <button
          className="jp-mod-styled aio-button"
          onClick={props.onOpenCourse}
        >
          {trans.__('Open the course')}
        </button>
        <button
          className="jp-mod-styled aio-button"
          aria-pressed={props.asMap}
          onClick={() => {
            props.onMap(!props.asMap);
          }}
        >
          {trans.__('Map')}
        </button>
      </div>
      <input
        type="search"
        className="jp-mod-styled aio-search"
        value={query}
        placeholder={trans.__('Search, e.g. “semaphore”')}
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
      {searching ? (
        list(found)
      ) : props.asMap ? (
        <ConceptMap
          course={course}
          progress={progress}
          trans={trans}
          onOpen={onOpen}
        />
      ) : (
        LAYERS.map(layer => {
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
        })
      )}
      {!searching && !props.asMap && (
        <OwnConcepts
          course={course}
          faults={props.faults}
          list={list}
          trans={trans}
        />
      )}
      {!searching && Object.keys(progress).length > 0 && (
        <ClearProgress trans={trans} onClear={props.onClear} />
      )}
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
