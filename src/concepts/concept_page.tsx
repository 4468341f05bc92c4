/** The page of one concept: its text with the examples in their places, the exercise, and the concepts nearby. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import {
  type Concept,
  conceptByPath,
  conceptsByIds,
  type Course,
  type Part,
  shortTitle
} from './course';
import { ExampleCard } from './example_card';
import type { Host } from './host';
import { Markdown } from './markdown';
import { StageLine } from './marks';
import { Needs } from './needs';
import type { Progress } from './progress';

export interface ConceptPageProps {
  readonly concept: Concept;
  readonly course: Course;
  /** Where Back leads; undefined: to the list. */
  readonly before: Concept | undefined;
  readonly progress: Progress;
  readonly host: Host;
  readonly trans: TranslationBundle;
  readonly onOpen: (concept: string) => void;
  readonly onBack: () => void;
}

export function ConceptPage(props: ConceptPageProps): React.ReactElement {
  const { concept, course, before, progress, host, trans, onOpen } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever turned the page with the keyboard or a screen reader goes on at its title.
    heading.current?.focus({ preventScroll: true });
  }, []);

  const openNotebook = () => void host.opener.openNotebook(concept);
  const onLink = (href: string): boolean => {
    const target = conceptByPath(course, href.replace(/^\.\//, ''));
    if (target) {
      onOpen(target.id);
    }
    return target !== undefined;
  };

  const part = (each: Part, index: number): React.ReactElement => {
    switch (each.kind) {
      case 'text':
        return (
          <Markdown
            key={index}
            source={each.source}
            renderer={host.markdown}
            onLink={onLink}
          />
        );
      case 'example':
        return (
          <ExampleCard
            key={index}
            concept={concept}
            example={each.example}
            host={host}
            trans={trans}
          />
        );
      case 'exercise':
        return (
          <section
            key={index}
            id={`aio-exercise-${each.exercise.id}`}
            className="aio-exercise"
            aria-label={each.exercise.title}
            tabIndex={-1}
          >
            <p>
              {trans.__(
                'You do this exercise in the notebook, where a check looks at your recorded run.'
              )}
            </p>
            <button
              className="jp-mod-styled jp-mod-accept aio-button"
              onClick={openNotebook}
            >
              {trans.__('Do the exercise in the notebook')}
            </button>
          </section>
        );
    }
  };

  return (
    <article aria-labelledby="aio-page-title" className="aio-page">
      <nav className="aio-bar">
        <button className="aio-back" onClick={props.onBack}>
          <span aria-hidden="true">‹ </span>
          {before
            ? trans.__('Back to %1', shortTitle(before))
            : trans.__('All concepts')}
        </button>
        <button className="jp-mod-styled aio-button" onClick={openNotebook}>
          {trans.__('Open notebook')}
        </button>
      </nav>
      <h1
        id="aio-page-title"
        ref={heading}
        tabIndex={-1}
        className="aio-concepts-title"
      >
        {concept.title}
      </h1>
      <p className="aio-page-summary">{concept.summary}</p>
      <Needs python={concept.python} requires={[]} trans={trans} />
      <StageLine reached={progress[concept.id] ?? []} trans={trans} />
      <Contents concept={concept} trans={trans} />
      {concept.parts.map(part)}
      <Links
        id="aio-before"
        title={trans.__('Good to know before')}
        concepts={conceptsByIds(course, concept.prerequisites)}
        onOpen={onOpen}
      />
      <Links
        id="aio-related"
        title={trans.__('Related concepts')}
        concepts={conceptsByIds(course, concept.related)}
        onOpen={onOpen}
      />
    </article>
  );
}

interface ContentsProps {
  readonly concept: Concept;
  readonly trans: TranslationBundle;
}

/** Ways to the examples and the exercise, which stand below a good deal of text. */
function Contents({ concept, trans }: ContentsProps): React.ReactElement {
  const way = (to: string, label: string) => (
    <li key={to}>
      <button
        className="aio-link"
        onClick={() => {
          const target = document.getElementById(to);
          target?.scrollIntoView({ block: 'start' });
          target?.focus({ preventScroll: true });
        }}
      >
        {label}
      </button>
    </li>
  );
  return (
    <nav className="aio-contents" aria-label={trans.__('On this page')}>
      <ul className="aio-links">
        {concept.examples.map(({ id, title }) =>
          way(`aio-card-${id}`, trans.__('Example: %1', title))
        )}
        {concept.exercises.map(({ id, title }) =>
          way(`aio-exercise-${id}`, trans.__('Exercise: %1', title))
        )}
      </ul>
    </nav>
  );
}

interface LinksProps {
  readonly id: string;
  readonly title: string;
  readonly concepts: readonly Concept[];
  readonly onOpen: (concept: string) => void;
}

function Links(props: LinksProps): React.ReactElement | null {
  const { id, title, concepts, onOpen } = props;
  return concepts.length === 0 ? null : (
    <section>
      <h2 id={id} className="aio-layer">
        {title}
      </h2>
      <ul className="aio-links" aria-labelledby={id}>
        {concepts.map(concept => (
          <li key={concept.id}>
            <button
              className="aio-link"
              onClick={() => {
                onOpen(concept.id);
              }}
            >
              {concept.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
