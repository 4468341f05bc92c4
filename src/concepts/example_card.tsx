/** An example on a concept's page: its code, read-only, and what to do with it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import type { Concept, Example } from './course';
import type { Host, InsertMode } from './host';
import { Markdown } from './markdown';
import { Needs } from './needs';

export interface ExampleCardProps {
  readonly concept: Concept;
  readonly example: Example;
  readonly host: Host;
  readonly trans: TranslationBundle;
}

export function ExampleCard(props: ExampleCardProps): React.ReactElement {
  const { concept, example, host, trans } = props;
  const [said, setSaid] = useState('');
  const id = `aio-example-${example.id}`;
  const action = (mode: InsertMode, label: string, caption: string) => (
    <button
      className={`jp-mod-styled aio-button${mode === 'watch' ? ' jp-mod-accept' : ''}`}
      title={caption}
      aria-describedby={id}
      onClick={() => {
        void host.inserter.insert(concept, example, mode).then(setSaid);
      }}
    >
      {label}
    </button>
  );
  return (
    <section
      id={`aio-card-${example.id}`}
      className="aio-example"
      aria-labelledby={id}
      tabIndex={-1}
    >
      <header className="aio-example-head">
        <span
          className="aio-grip"
          title={trans.__('Drag into a notebook')}
          aria-hidden="true"
          onMouseDown={event => {
            if (event.button === 0) {
              event.preventDefault(); // no text selection from here
              host.inserter.drag(concept, example, event.nativeEvent);
            }
          }}
        >
          <Grip />
        </span>
        <h3 id={id}>{example.title}</h3>
      </header>
      <Needs
        python={example.python}
        requires={example.requires}
        trans={trans}
      />
      <div className="aio-code" tabIndex={0} role="group" aria-labelledby={id}>
        <Markdown source={fenced(example.source)} renderer={host.markdown} />
      </div>
      <div className="aio-actions">
        {action(
          'watch',
          trans.__('Insert & watch'),
          trans.__(
            'Insert below the active cell, run it and watch its tasks in the Tasks panel'
          )
        )}
        {action(
          'run',
          trans.__('Insert & run'),
          trans.__('Insert below the active cell and run it')
        )}
        {action(
          'insert',
          trans.__('Insert'),
          trans.__('Insert below the active cell')
        )}
        {action(
          'script',
          trans.__('Insert as script'),
          trans.__(
            'Insert a cell that writes the example to a file, as a program of its own'
          )
        )}
        <button
          className="jp-mod-styled aio-button"
          aria-describedby={id}
          onClick={() => {
            host.clipboard.copy(example.source);
            setSaid(trans.__('The code is in the clipboard.'));
          }}
        >
          {trans.__('Copy')}
        </button>
      </div>
      <p role="status" className={said === '' ? 'aio-unseen' : 'aio-said'}>
        {said}
      </p>
    </section>
  );
}

/** The code as a fenced block, so that the application's markdown highlights it; the fence is longer than any in the code. */
function fenced(source: string): string {
  const longest = Math.max(
    2,
    ...[...source.matchAll(/`+/g)].map(([ticks]) => ticks.length)
  );
  const fence = '`'.repeat(longest + 1);
  return `${fence}python\n${source}\n${fence}`;
}

/** Six dots: the sign of something to drag. */
function Grip(): React.ReactElement {
  const dots = [3, 8, 13].flatMap(y => [
    <circle key={`left-${y}`} cx="3" cy={y} r="1.3" />,
    <circle key={`right-${y}`} cx="8" cy={y} r="1.3" />
  ]);
  return (
    <svg viewBox="0 0 11 16" width="11" height="16">
      {dots}
    </svg>
  );
}
