/**
 * The pane beside the task tree: one view at a time, chosen by tabs as the ARIA practice has them (arrows, Home, End;
 * the tab that is reached is shown). The tab chosen last is kept for as long as the page is open.
 */
import React from 'react';
import type { ViewProps } from '../kit/view';
import { recall, remember } from './memory';
import type { View } from './views';
import { VIEWS } from './views';

/** The name under which the chosen tab is kept. */
const KEPT = 'view';

export function Pane(props: ViewProps): React.JSX.Element {
  const { trans } = props;
  const [chosen, setChosen] = React.useState<View>(
    () => VIEWS.find(view => view.id === recall(KEPT)) ?? VIEWS[0]
  );
  const id = React.useId();
  const tabs = React.useRef<HTMLDivElement>(null);

  const choose = (index: number): void => {
    const view = VIEWS[(index + VIEWS.length) % VIEWS.length];
    if (view) {
      setChosen(view);
      remember(KEPT, view.id);
      tabs.current
        ?.querySelector<HTMLElement>(`[data-view="${view.id}"]`)
        ?.focus();
    }
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const at = VIEWS.indexOf(chosen);
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: VIEWS.length - 1
    };
    const index = to[event.key];
    if (index !== undefined) {
      event.preventDefault();
      choose(index);
    }
  };

  const { Body } = chosen;
  return (
    <div className="aio-Pane">
      <div
        ref={tabs}
        className="aio-Pane-tabs"
        role="tablist"
        aria-label={trans.__('Views')}
        onKeyDown={onKeyDown}
      >
        {VIEWS.map((view, index) => {
          const badge = view.badge?.(props) ?? 0;
          return (
            <button
              key={view.id}
              type="button"
              role="tab"
              id={`${id}-${view.id}`}
              data-view={view.id}
              className="aio-Pane-tab"
              aria-selected={view === chosen}
              aria-controls={`${id}-pane`}
              tabIndex={view === chosen ? 0 : -1}
              onClick={() => choose(index)}
            >
              {view.label(trans)}
              {badge > 0 && <span className="aio-Pane-badge">{badge}</span>}
            </button>
          );
        })}
      </div>
      <div
        className="aio-Pane-view"
        role="tabpanel"
        id={`${id}-pane`}
        aria-labelledby={`${id}-${chosen.id}`}
      >
        <Body {...props} />
      </div>
    </div>
  );
}
