/**
 * The wait graph as an SVG. Nodes are buttons with one tab stop among them; arrow keys go where an edge goes.
 */
import React from 'react';
import { useSize } from '../kit/size';
import type { Part } from './choose';
import { headOf, pathOf } from './curves';
import type { DrawnNode } from './fold';
import type { PlacedEdge } from './layout';
import { scaleFor } from './layout';
import { moveTo } from './moves';
import { NodeBox } from './node';
import { usePlaces } from './places';
import type { Speech } from './words';
import { edgeWords, sentence, standing, title } from './words';

export interface PictureProps {
  readonly part: Part;
  readonly speech: Speech;
  /** Id of the selected task's node. */
  readonly selected: string;
  /** Ids of the nodes in a deadlock. */
  readonly deadlocked: ReadonlySet<string>;
  readonly onTake: (node: DrawnNode) => void;
}

export function Picture(props: PictureProps): React.JSX.Element {
  const { part, speech, selected, deadlocked, onTake } = props;
  const [box, setBox] = React.useState<HTMLDivElement | null>(null);
  const [stop, setStop] = React.useState<string | null>(null);
  const size = useSize(box);
  const places = usePlaces(part, size.width);
  const isHere = (id: string | null | undefined): id is string =>
    typeof id === 'string' && part.nodes.has(id);
  const at = [stop, selected, places.nodes[0]?.id].find(isHere) ?? '';
  const scale = scaleFor(places, size.width);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const node = part.nodes.get(at);
    if (node && (event.key === 'Enter' || event.key === ' ')) {
      onTake(node);
    } else {
      const next = moveTo(event.key, at, places);
      if (next === null) {
        return;
      }
      setStop(next);
      box?.querySelector<SVGElement>(`[data-node="${next}"]`)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={setBox} className="aio-Waits-picture">
      <svg
        role="group"
        aria-label={speech.trans.__('Wait graph')}
        width={places.width * scale}
        height={places.height * scale}
        viewBox={`0 0 ${places.width} ${places.height}`}
        onKeyDown={onKeyDown}
      >
        {places.edges.map(
          each =>
            isHere(each.edge.from) &&
            isHere(each.edge.to) && (
              <Edge
                key={`${each.edge.from} ${each.edge.kind} ${each.edge.to}`}
                placed={each}
                text={edgeWords(each.edge.kind, speech.trans)}
              />
            )
        )}
        {places.nodes.map(point => {
          const node = part.nodes.get(point.id);
          return (
            node && (
              <NodeBox
                key={point.id}
                node={node}
                at={point}
                title={title(node, speech)}
                standing={standing(node, speech)}
                label={sentence(node, speech)}
                hint={hintOf(node, speech)}
                selected={point.id === selected}
                deadlocked={deadlocked.has(point.id)}
                isStop={point.id === at}
                onFocus={() => setStop(point.id)}
                onTake={() => onTake(node)}
              />
            )
          );
        })}
      </svg>
    </div>
  );
}

/** What a press does is no news for a task, which is selected; what is waited for is explained. */
function hintOf(node: DrawnNode, speech: Speech): string {
  const said = sentence(node, speech);
  return node.kind === 'task' || node.kind === 'more'
    ? said
    : speech.trans.__('Explain: %1', said);
}

function Edge({
  placed: { edge, points, label },
  text
}: {
  readonly placed: PlacedEdge;
  readonly text: string;
}): React.JSX.Element {
  return (
    <g
      className={`aio-Waits-edge aio-mod-${edge.kind}${edge.deadlocked ? ' aio-mod-deadlocked' : ''}`}
      aria-hidden="true"
    >
      <path className="aio-Waits-line" d={pathOf(points)} />
      <path className="aio-Waits-arrow" d={headOf(points)} />
      <text className="aio-Waits-label" x={label.x} y={label.y + 4}>
        {text}
      </text>
    </g>
  );
}
