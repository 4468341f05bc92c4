/**
 * The lanes of two runs, painted as the timeline paints its own.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Comparison } from '../../model/compare';
import { Still } from '../kit/canvas';
import { useColours } from '../kit/colours';
import { sliceAt, useSize } from '../kit/size';
import type { Words } from '../kit/words';
import { Axis, ticksOf } from '../timeline/axis';
import { LANE, MARK } from '../timeline/layout';
import { paint } from '../timeline/paint';
import type { Sides } from './layout';
import { PAIR, lanesOf, scaleOf } from './layout';

const NARROW = 420;

export interface PictureProps {
  readonly comparison: Comparison;
  readonly sides: Sides;
  readonly words: { readonly first: Words; readonly second: Words };
  readonly trans: TranslationBundle;
  /** What a screen reader says of it. */
  readonly label: string;
}

export function Picture(props: PictureProps): React.JSX.Element {
  const { comparison, sides, words, trans, label } = props;
  const [box, setBox] = React.useState<HTMLDivElement | null>(null);
  const [top, setTop] = React.useState(0);
  const colours = useColours(box);
  const size = useSize(box);
  const labels = size.width < NARROW ? 96 : 176;
  const width = Math.max(0, size.width - labels - MARK);
  const count = comparison.pairs.length + 1;
  const { from, to } = sliceAt(top, size.height, PAIR, count);
  const scale = React.useMemo(() => scaleOf(comparison), [comparison]);
  const ticks = ticksOf(scale, width);

  const drawCanvas = React.useCallback(
    (context: CanvasRenderingContext2D) => {
      if (!colours) {
        return;
      }
      // The timeline's own lane of a loop is of one run: it is left above the edge, where nobody sees it.
      context.save();
      context.translate(0, -LANE);
      paint(
        context,
        {
          width: width + MARK,
          height: size.height + LANE,
          loop: { boxes: [], blocks: [] },
          lanes: lanesOf(comparison, sides, scale, width, { from, to }),
          first: 0,
          arrows: [],
          path: [],
          top: from * PAIR - top + LANE,
          selected: -1,
          ticks: ticksOf(scale, width).map(tick => tick.x),
          cursor: -LANE
        },
        colours
      );
      context.restore();
      context.fillStyle = colours.grid;
      for (let index = from; index <= to; index++) {
        context.fillRect(0, index * PAIR - top - 1, width + MARK, 1);
      }
    },
    [colours, comparison, sides, scale, width, size.height, from, to, top]
  );

  return (
    <div className="aio-Compare-picture">
      <div className="aio-Timeline-head" style={{ paddingLeft: labels }}>
        <Axis ticks={ticks} />
      </div>
      <div
        ref={setBox}
        className="aio-Compare-lanes"
        // A scroller without anything to focus in it has to be reached by keyboard itself.
        tabIndex={0}
        role="group"
        aria-label={trans.__('Lanes of both runs')}
        onScroll={event => setTop(event.currentTarget.scrollTop)}
      >
        <div className="aio-Timeline-all" style={{ height: count * PAIR }}>
          <div
            className="aio-Timeline-labels"
            style={{ width: labels }}
            aria-hidden="true"
          >
            {Array.from({ length: to - from }, (_, index) => from + index).map(
              index => (
                <Label
                  key={index}
                  index={index}
                  texts={labelsOf(props, index, words)}
                />
              )
            )}
          </div>
          <Still
            width={width + MARK}
            height={Math.min(size.height, count * PAIR)}
            className="aio-Compare-canvas"
            label={label}
            drawCanvas={drawCanvas}
          />
        </div>
      </div>
    </div>
  );
}

/** What stands left of the two lanes of a pair; empty: there is no such task in that run. */
function labelsOf(
  { comparison: { pairs }, trans }: PictureProps,
  index: number,
  words: PictureProps['words']
): readonly [string, string] {
  if (index === 0) {
    const loop = trans.__('event loop');
    return [loop, loop];
  }
  const pair = pairs[index - 1];
  return [
    pair?.first ? words.first.task(pair.first) : '',
    pair?.second ? words.second.task(pair.second) : ''
  ];
}

function Label({
  index,
  texts
}: {
  readonly index: number;
  readonly texts: readonly [string, string];
}): React.JSX.Element {
  return (
    <>
      {texts.map((text, side) => (
        <div
          key={side}
          className="aio-Compare-label"
          style={{
            top: index * PAIR + side * LANE,
            height: LANE,
            lineHeight: `${LANE}px`
          }}
          title={text}
        >
          <span className="aio-Compare-side">{side + 1}</span> {text || '–'}
        </div>
      ))}
    </>
  );
}
