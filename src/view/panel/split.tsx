/**
 * Two parts with a separator between them that can be dragged and moved by keys: one above the other, or side by side
 * where there is room. Until somebody moves it, the upper part is as high as what is in it, up to half.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useSize } from '../kit/size';
import { recall, remember } from './memory';

/** From this width on the parts stand side by side. */
const BESIDE = 900;

/** Shares of the first part, in percent. */
const LEAST = 10;
const MOST = 90;
const KEY_STEP = 5;

export interface SplitProps {
  readonly first: React.ReactNode;
  readonly second: React.ReactNode;
  readonly trans: TranslationBundle;
}

type Form = 'stacked' | 'beside';

export function Split({ first, second, trans }: SplitProps): React.JSX.Element {
  const [box, setBox] = React.useState<HTMLDivElement | null>(null);
  const [part, setPart] = React.useState<HTMLDivElement | null>(null);
  const id = React.useId();
  const size = useSize(box);
  const sizeOfFirst = useSize(part);
  const form: Form = size.width >= BESIDE ? 'beside' : 'stacked';
  const [shares, setShares] = React.useState(() => ({
    stacked: recalled('stacked'),
    beside: recalled('beside')
  }));
  const share = shares[form];
  const measured =
    form === 'beside'
      ? sizeOfFirst.width / Math.max(1, size.width)
      : sizeOfFirst.height / Math.max(1, size.height);
  const now = share ?? within(Math.round(measured * 100));

  const moveTo = (percent: number): void => {
    const next = within(Math.round(percent));
    setShares({ ...shares, [form]: next });
    remember(nameOf(form), String(next));
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      [form === 'beside' ? 'ArrowLeft' : 'ArrowUp']: now - KEY_STEP,
      [form === 'beside' ? 'ArrowRight' : 'ArrowDown']: now + KEY_STEP,
      Home: LEAST,
      End: MOST
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      moveTo(to);
    }
  };

  const onPointerMove = (event: React.PointerEvent): void => {
    if (box && event.currentTarget.hasPointerCapture(event.pointerId)) {
      const all = box.getBoundingClientRect();
      moveTo(
        form === 'beside'
          ? ((event.clientX - all.left) / all.width) * 100
          : ((event.clientY - all.top) / all.height) * 100
      );
    }
  };

  return (
    <div ref={setBox} className={`aio-Split aio-mod-${form}`}>
      <div
        ref={setPart}
        id={`${id}-first`}
        className={`aio-Split-first${share === null ? '' : ' aio-mod-moved'}`}
        style={share === null ? undefined : { flexBasis: `${share}%` }}
      >
        {first}
      </div>
      <div
        className="aio-Split-separator"
        role="separator"
        tabIndex={0}
        aria-label={trans.__('Share of the task tree')}
        aria-controls={`${id}-first`}
        aria-orientation={form === 'beside' ? 'vertical' : 'horizontal'}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        aria-valuenow={now}
        title={trans.__('Drag, or press the arrow keys, to share the room')}
        onKeyDown={onKeyDown}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
      />
      <div className="aio-Split-second">{second}</div>
    </div>
  );
}

function within(percent: number): number {
  return Math.min(MOST, Math.max(LEAST, percent));
}

function nameOf(form: Form): string {
  return `split-${form}`;
}

/** Where the separator was left; null: nobody has moved it. */
function recalled(form: Form): number | null {
  const percent = Number(recall(nameOf(form)) ?? Number.NaN);
  return Number.isFinite(percent) ? within(percent) : null;
}
