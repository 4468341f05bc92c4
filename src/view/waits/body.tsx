/**
 * The wait graph at the cursor: sentences, the picture, and the same in words.
 */
import React from 'react';
import type { WaitGraph } from '../../model/wait_graph';
import { waitGraph } from '../../model/wait_graph';
import { conceptOf, conceptOfResource, conceptOfWork } from '../kit/concepts';
import { innermost } from '../kit/words';
import type { ViewProps } from '../kit/view';
import { chosen } from './choose';
import type { Part } from './choose';
import type { DrawnNode } from './fold';
import { folded } from './fold';
import { Picture } from './picture';
import { deadlockSentences, summary } from './sentences';
import type { Speech } from './words';
import { sentence } from './words';

const NONE: ReadonlySet<string> = new Set();

export function Waits(props: ViewProps): React.JSX.Element {
  const { history, words, trans, cursor, host, onSelect } = props;
  // Ten thousand tasks take some frames to look through: the slider does not wait for that.
  const state = React.useDeferredValue(props.state);
  const [withAlone, setWithAlone] = React.useState(false);
  /** Ids of folded nodes that the reader opened. */
  const [open, setOpen] = React.useState<ReadonlySet<string>>(NONE);
  const selected = cursor.selected === null ? '' : `${cursor.selected}`;
  const graph = React.useMemo(
    () => waitGraph(history, state, withAlone),
    [history, state, withAlone]
  );
  const { deadlocks } = graph;
  const part = React.useMemo(
    () => partOf(graph, selected, open),
    [graph, selected, open]
  );
  const speech: Speech = { history, words, trans, time: state.time };

  const take = (node: DrawnNode): void => {
    switch (node.kind) {
      case 'more':
        setOpen(new Set([...open, node.id]));
        return;
      case 'task': {
        const { task, wait } = node.each;
        onSelect(task.id);
        const place = innermost(wait?.stack ?? [], history);
        if (place?.cell) {
          host.jump(place);
        }
        return;
      }
      // What is waited for is explained by the course.
      case 'resource':
        host.openConcept(conceptOfResource(node.resource.type));
        return;
      case 'work':
        host.openConcept(conceptOfWork(node.work.type));
        return;
      case 'unnamed':
        host.openConcept(conceptOf({ kind: node.wait, on: null }, history));
        return;
    }
  };

  return (
    <div className="aio-Waits">
      {deadlockSentences(deadlocks, speech).map(text => (
        <p key={text} className="aio-Sentence aio-mod-alarm" role="alert">
          {text}
        </p>
      ))}
      <div className="aio-Waits-head">
        {summary(graph, part, speech).map(text => (
          <span key={text}>{text}</span>
        ))}
        {(graph.alone > 0 || withAlone) && (
          <button
            type="button"
            className="aio-Button"
            aria-pressed={withAlone}
            onClick={() => setWithAlone(!withAlone)}
          >
            {trans.__('Show them')}
          </button>
        )}
        {open.size > 0 && (
          <button
            type="button"
            className="aio-Button"
            onClick={() => setOpen(NONE)}
          >
            {trans.__('Fold again')}
          </button>
        )}
      </div>
      {part.nodes.size > 0 && (
        <>
          <Picture
            part={part}
            speech={speech}
            selected={selected}
            deadlocked={inDeadlock(part)}
            onTake={take}
          />
          <InWords part={part} speech={speech} onTake={take} />
        </>
      )}
    </div>
  );
}

/** The same as the picture, as a list of those who wait. */
function InWords({
  part,
  speech,
  onTake
}: {
  readonly part: Part;
  readonly speech: Speech;
  readonly onTake: (node: DrawnNode) => void;
}): React.JSX.Element {
  const [isOpen, setOpen] = React.useState(false);
  const tasks = [...part.nodes.values()].filter(
    node => node.kind === 'task' || node.kind === 'more'
  );
  return (
    <details
      className="aio-Waits-words"
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>{speech.trans.__('In words')}</summary>
      {isOpen && (
        <ul>
          {tasks.map(node => (
            <li key={node.id}>
              <button type="button" onClick={() => onTake(node)}>
                {sentence(node, speech)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

/** What is drawn: a selected task and the tasks of a deadlock have a node of their own, and what is around them comes first. */
function partOf(
  graph: WaitGraph,
  selected: string,
  open: ReadonlySet<string>
): Part {
  const stuck = graph.deadlocks.flatMap(({ tasks }) => tasks.map(String));
  const first = [selected, ...stuck];
  return chosen(folded(graph, new Set(first), open), first);
}

/** Ids of the nodes on the circle of a deadlock. */
function inDeadlock({ edges }: Part): ReadonlySet<string> {
  return new Set(
    edges.flatMap(({ deadlocked, from, to }) => (deadlocked ? [from, to] : []))
  );
}
