/**
 * The buttons of the timeline, and the help that one of them opens. Their signs are drawn; their names are in the tooltip and for screen
 * readers.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { KeyAct } from './keys';
import { helpLines } from './keys';

export interface ToolsProps {
  readonly isPathShown: boolean;
  readonly isHelpShown: boolean;
  readonly canZoomToTask: boolean;
  readonly isWhole: boolean;
  readonly width: number;
  readonly trans: TranslationBundle;
  readonly onAct: (act: KeyAct) => void;
}

export function Tools(props: ToolsProps): React.JSX.Element {
  const { trans, onAct } = props;
  return (
    <div
      className="aio-Timeline-tools"
      role="toolbar"
      aria-label={trans.__('Tools of the timeline')}
      style={{ width: props.width }}
    >
      <Tool
        name={trans.__('Critical path')}
        isPressed={props.isPathShown}
        onPick={() => onAct('path')}
      >
        <path d="M1 3.5 H7 V8 H4 V12.5 H15" />
        <path d="M12 10 L15 12.5 L12 15" />
      </Tool>
      <Tool
        name={trans.__('Zoom to the selected task')}
        isDisabled={!props.canZoomToTask}
        onPick={() => onAct('task')}
      >
        <path d="M2 2 V14 M14 2 V14 M5 8 H11" />
        <path d="M7 5.5 L4.5 8 L7 10.5 M9 5.5 L11.5 8 L9 10.5" />
      </Tool>
      <Tool
        name={trans.__('Show the whole run')}
        isDisabled={props.isWhole}
        onPick={() => onAct('all')}
      >
        <path d="M1.5 5 V11 H14.5 V5 Z" />
        <path d="M6 8 H10" />
      </Tool>
      <Tool
        name={trans.__('Keys and gestures')}
        isPressed={props.isHelpShown}
        onPick={() => onAct('help')}
      >
        <path d="M5.5 6 A2.5 2.5 0 1 1 8 8.5 V10 M8 12 V13.5" />
      </Tool>
    </div>
  );
}

function Tool({
  name,
  isPressed,
  isDisabled = false,
  onPick,
  children
}: {
  readonly name: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly onPick: () => void;
  readonly children: React.ReactNode;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="aio-Timeline-tool"
      aria-label={name}
      title={name}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onPick}
    >
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        {children}
      </svg>
    </button>
  );
}

/** Keys and gestures, and what they do. */
export function Help({
  trans
}: {
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <dl
      className="aio-Timeline-help"
      aria-label={trans.__('Keys and gestures')}
    >
      {helpLines(trans).map(([keys, does]) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
