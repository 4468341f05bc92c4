/**
 * A node of the wait graph: outline, two lines of words, the symbol of its state, and for what can be counted a bar.
 */
import React from 'react';
import type { StateWord } from '../../model/records';
import { StateSymbol } from '../kit/symbols';
import type { DrawnNode } from './fold';
import type { Point } from './layout';
import { NODE } from './layout';
import { outline } from './shapes';

/** Cells of a bar that are drawn one by one. */
const CELLS = 12;

/** Sizes of the two lines, in CSS pixels, as in waits.css. */
const TITLE = 12;
const STANDING = 11;

/** How much wider a bold letter is. */
const BOLD = 1.1;

/** Width of a letter, as a share of the size; a Chinese one is as wide as it is high. */
const NARROW_LETTER = 0.53;
const WIDE_LETTER = 1.02;

export interface NodeBoxProps {
  readonly node: DrawnNode;
  readonly at: Point;
  readonly title: string;
  readonly standing: string;
  /** All of it, as its accessible name. */
  readonly label: string;
  /** For the pointer: the same, and what a press does. */
  readonly hint: string;
  readonly selected: boolean;
  readonly deadlocked: boolean;
  readonly isStop: boolean;
  readonly onTake: () => void;
  readonly onFocus: () => void;
}

export function NodeBox(props: NodeBoxProps): React.JSX.Element {
  const { node, at, title, standing, label, hint } = props;
  const state = stateOf(node);
  const bar = barOf(node);
  const left = state ? 26 - NODE.width / 2 : 14 - NODE.width / 2;
  const room = NODE.width / 2 - left - 12;
  return (
    <g
      className={`aio-Waits-node aio-mod-${node.kind}${props.deadlocked ? ' aio-mod-deadlocked' : ''}${props.selected ? ' aio-mod-selected' : ''}`}
      transform={`translate(${at.x} ${at.y})`}
      role="button"
      aria-label={label}
      aria-pressed={node.kind === 'task' ? props.selected : undefined}
      tabIndex={props.isStop ? 0 : -1}
      data-node={node.id}
      onClick={props.onTake}
      onFocus={props.onFocus}
    >
      <title>{hint}</title>
      {node.kind === 'more' && (
        <path
          className="aio-Waits-outline"
          d={outline(node)}
          transform="translate(4 4)"
        />
      )}
      <path className="aio-Waits-outline" d={outline(node)} />
      {state && (
        <g transform={`translate(${8 - NODE.width / 2} -6)`}>
          <StateSymbol state={state} />
        </g>
      )}
      <text className="aio-Waits-title" x={left} y={standing ? -4 : 4}>
        {fit(title, room / TITLE / BOLD)}
      </text>
      {standing !== '' && (
        <text className="aio-Waits-standing" x={left} y={bar ? 9 : 12}>
          {fit(standing, room / STANDING)}
        </text>
      )}
      {bar && <FillBar bar={bar} />}
    </g>
  );
}

/** Text that fits into so many times its own size. */
export function fit(text: string, room: number): string {
  let used = 0;
  let end = 0;
  for (const letter of text) {
    used += (letter.codePointAt(0) ?? 0) > 0x2e7f ? WIDE_LETTER : NARROW_LETTER;
    if (used > room) {
      return `${text.slice(0, Math.max(1, end - 1))}…`;
    }
    end += letter.length;
  }
  return text;
}

/** How full something is. */
interface Bar {
  readonly filled: number;
  readonly of: number;
}

function barOf(node: DrawnNode): Bar | null {
  if (node.kind !== 'resource') {
    return null;
  }
  const { resource, held, size } = node;
  const filled = resource.type === 'queue' ? (size ?? 0) : held;
  const counted = resource.type === 'queue' || resource.type === 'semaphore';
  const of = resource.capacity ?? 0;
  return counted && of > 0 ? { filled: Math.min(filled, of), of } : null;
}

function FillBar({
  bar: { filled, of }
}: {
  readonly bar: Bar;
}): React.JSX.Element {
  const left = 16 - NODE.width / 2;
  const width = NODE.width - 32;
  const cells = of <= CELLS ? of : 1;
  const cell = width / cells;
  return (
    <g className="aio-Waits-bar" aria-hidden="true">
      {Array.from({ length: cells }, (_, index) => (
        <rect
          key={index}
          className="aio-Waits-cell"
          x={left + index * cell}
          y={14}
          width={cell - (cells > 1 ? 2 : 0)}
          height={4}
        />
      ))}
      {filled > 0 &&
        Array.from({ length: cells > 1 ? filled : 1 }, (_, index) => (
          <rect
            key={index}
            className="aio-Waits-filled"
            x={left + index * cell}
            y={14}
            width={cells > 1 ? cell - 2 : (width * filled) / of}
            height={4}
          />
        ))}
    </g>
  );
}

function stateOf(node: DrawnNode): StateWord | null {
  switch (node.kind) {
    case 'task':
      return node.each.state;
    case 'more':
      return node.tasks[0]?.state ?? null;
    default:
      return null;
  }
}
