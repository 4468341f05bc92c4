/**
 * The marks in one cell's editor: a dot with a letter or a count in the gutter for the tasks that stand at a line, and behind
 * a line for how long it has blocked the loop. They are effects on a state field, never edits: undo does not see them.
 */
import {
  type Extension,
  type Range,
  RangeSet,
  StateEffect,
  StateField,
  Text
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  WidgetType,
  gutter
} from '@codemirror/view';
import { type Anchors, anchor, moved } from './anchors';

/** What is to be seen at one line of the text that ran. */
export interface LineMark {
  /** From 1, in the text that ran. */
  readonly line: number;
  /** In the dot: a letter, or how many there are; null: no dot. */
  readonly sign: string | null;
  /** Tells tasks apart together with the letter: 0 to HUES - 1; null: there are several. */
  readonly hue: number | null;
  /** The state of all of them, or the one that matters most. */
  readonly state: string;
  /** Who stands there, a line each; for the pointer and for screen readers. */
  readonly title: string;
  /** Behind the line: what it cost; null: nothing. */
  readonly cost: string | null;
}

/** Colours that tasks are told apart by, besides their letters. */
export const HUES = 5;

interface Shown {
  readonly ran: string | null;
  readonly marks: readonly LineMark[];
}

interface Value {
  readonly anchors: Anchors | null;
  readonly shown: Shown;
  readonly dots: RangeSet<GutterMarker>;
  readonly costs: DecorationSet;
}

const show = StateEffect.define<Shown>();

class Dot extends GutterMarker {
  constructor(private readonly mark: LineMark) {
    super();
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof Dot && same(this.mark, other.mark);
  }

  override toDOM(): Node {
    const { sign, hue, state, title } = this.mark;
    const dot = document.createElement('span');
    dot.className = `aio-Mark aio-mod-${state}${hue === null ? '' : ` aio-mod-hue${hue}`}`;
    dot.textContent = sign;
    dot.title = title;
    dot.setAttribute('role', 'img');
    dot.setAttribute('aria-label', title);
    return dot;
  }
}

class Cost extends WidgetType {
  constructor(private readonly text: string) {
    super();
  }

  override eq(other: Cost): boolean {
    return this.text === other.text;
  }

  override toDOM(): HTMLElement {
    const cost = document.createElement('span');
    cost.className = 'aio-Mark-cost';
    cost.textContent = this.text;
    return cost;
  }
}

const field = StateField.define<Value>({
  create: () => ({
    anchors: null,
    shown: { ran: null, marks: [] },
    dots: RangeSet.of<GutterMarker>([]),
    costs: Decoration.none
  }),
  update(value, transaction) {
    let { anchors, shown } = value;
    if (transaction.docChanged && anchors) {
      anchors = moved(anchors, transaction.changes, transaction.newDoc);
    }
    for (const effect of transaction.effects) {
      if (effect.is(show)) {
        if (effect.value.ran !== shown.ran) {
          anchors =
            effect.value.ran === null
              ? null
              : anchor(
                  Text.of(effect.value.ran.split('\n')),
                  transaction.newDoc
                );
        }
        shown = effect.value;
      }
    }
    return anchors === value.anchors && shown === value.shown
      ? value
      : { anchors, shown, ...drawn(anchors, shown, transaction.newDoc) };
  },
  provide: self => EditorView.decorations.from(self, value => value.costs)
});

const marks: Extension = [
  field,
  gutter({
    class: 'aio-Mark-gutter',
    markers: view => view.state.field(field).dots
  })
];

/** Shows marks in an editor, in place of those shown so far. `ran`: the text that they belong to; null: not known. */
export function showMarks(
  view: EditorView,
  ran: string | null,
  its: readonly LineMark[]
): void {
  const effects: StateEffect<unknown>[] = [show.of({ ran, marks: its })];
  if (!view.state.field(field, false)) {
    if (its.length === 0) {
      return;
    }
    // The gutter comes with the first mark, so that no other editor is any wider.
    view.dispatch({ effects: StateEffect.appendConfig.of(marks) });
  }
  view.dispatch({ effects });
}

/** Whether two marks look alike. */
export function same(a: LineMark, b: LineMark): boolean {
  return (
    a.line === b.line &&
    a.sign === b.sign &&
    a.hue === b.hue &&
    a.state === b.state &&
    a.title === b.title &&
    a.cost === b.cost
  );
}

function drawn(
  anchors: Anchors | null,
  shown: Shown,
  doc: Text
): Pick<Value, 'dots' | 'costs'> {
  const dots: Range<GutterMarker>[] = [];
  const costs: Range<Decoration>[] = [];
  for (const mark of shown.marks) {
    const at = anchors?.at[mark.line - 1] ?? -1;
    if (at < 0) {
      continue;
    }
    if (mark.sign !== null) {
      dots.push(new Dot(mark).range(at));
    }
    if (mark.cost !== null) {
      const widget = new Cost(mark.cost);
      costs.push(
        Decoration.widget({ widget, side: 1 }).range(doc.lineAt(at).to)
      );
    }
  }
  return {
    dots: RangeSet.of(dots, true),
    costs: Decoration.set(costs, true)
  };
}
