/**
 * The course as a map: its layers one above the other, and lines from each concept to those that rest on it. The concept
 * under the pointer or the keyboard shows what comes before it and what it leads to, in colour, in line width and in words.
 *
 * The chips flow as the panel's width allows; the lines are drawn over them from where they have come to stand.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useLayoutEffect, useRef, useState } from 'react';
import { type Concept, type Course, LAYERS, shortTitle } from './course';
import { layerName } from './layers';
import { StageMark } from './marks';
import { curve, type Edge, edgesOf, relationTo } from './map_layout';
import { farthest, type Progress } from './progress';

export interface ConceptMapProps {
  readonly course: Course;
  readonly progress: Progress;
  readonly trans: TranslationBundle;
  readonly onOpen: (concept: string) => void;
}

export function ConceptMap(props: ConceptMapProps): React.ReactElement {
  const { course, progress, trans, onOpen } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const edges = React.useMemo(() => edgesOf(course), [course]);
  const paths = usePaths(page, edges);

  const chip = (concept: Concept): React.ReactElement => {
    const stage = farthest(progress, concept.id);
    const relation =
      chosen === null ? null : relationTo(course, chosen, concept.id);
    return (
      <li key={concept.id}>
        <button
          className={`aio-chip${relation ? ` aio-mod-${relation}` : ''}`}
          data-concept={concept.id}
          title={concept.summary}
          onClick={() => {
            onOpen(concept.id);
          }}
          onFocus={() => {
            setChosen(concept.id);
          }}
          onMouseEnter={() => {
            setChosen(concept.id);
          }}
        >
          {shortTitle(concept)}
          {stage && <StageMark stage={stage} trans={trans} />}
        </button>
      </li>
    );
  };

  return (
    <div
      className="aio-map"
      ref={page}
      onMouseLeave={() => {
        setChosen(null);
      }}
    >
      <svg className="aio-map-lines" aria-hidden="true">
        {paths.map(({ from, to, d }) => (
          <path
            key={`${from} ${to}`}
            d={d}
            className={
              from === chosen || to === chosen ? 'aio-mod-chosen' : undefined
            }
          />
        ))}
      </svg>
      {LAYERS.map(layer => (
        <section key={layer} aria-labelledby={`aio-map-${layer}`}>
          <h2 id={`aio-map-${layer}`} className="aio-layer">
            {layerName(layer, trans)}
          </h2>
          <ul className="aio-chips">
            {course.concepts
              .filter(concept => concept.layer === layer)
              .map(chip)}
          </ul>
        </section>
      ))}
      <p role="status" className="aio-map-words">
        {chosen === null
          ? trans.__(
              'Point at a concept to see what it rests on and what it leads to.'
            )
          : relationWords(course, chosen, trans)}
      </p>
    </div>
  );
}

/** `Lock rests on Task, async/await; it leads to Semaphore, Condition.` */
function relationWords(
  course: Course,
  id: string,
  trans: TranslationBundle
): string {
  const named = (relation: string): string =>
    course.concepts
      .filter(({ id: other }) => relationTo(course, id, other) === relation)
      .map(shortTitle)
      .join(trans.__(', '));
  const concept = course.concepts.find(each => each.id === id);
  if (!concept) {
    return '';
  }
  const name = shortTitle(concept);
  const before = named('before');
  const after = named('after');
  if (before === '') {
    return trans.__('%1 rests on nothing else; it leads to %2.', name, after);
  }
  return after === ''
    ? trans.__('%1 rests on %2.', name, before)
    : trans.__('%1 rests on %2; it leads to %3.', name, before, after);
}

interface Path extends Edge {
  readonly d: string;
}

/** The lines between the chips where they stand now; measured anew whenever the map changes its size. */
function usePaths(
  page: React.RefObject<HTMLDivElement>,
  edges: readonly Edge[]
): readonly Path[] {
  const [paths, setPaths] = useState<readonly Path[]>([]);
  useLayoutEffect(() => {
    const map = page.current;
    if (!map) {
      return;
    }
    const measure = (): void => {
      const origin = map.getBoundingClientRect();
      const boxes = new Map(
        [...map.querySelectorAll<HTMLElement>('[data-concept]')].map(chip => [
          chip.dataset.concept,
          chip.getBoundingClientRect()
        ])
      );
      setPaths(
        edges.flatMap(edge => {
          const from = boxes.get(edge.from);
          const to = boxes.get(edge.to);
          return from && to ? [{ ...edge, d: curve(from, to, origin) }] : [];
        })
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(map);
    return () => {
      observer.disconnect();
    };
  }, [page, edges]);
  return paths;
}
