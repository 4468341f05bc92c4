/** A button with a question mark, and the keys it tells of. Escape, a press elsewhere or the button itself closes it. */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Move } from './moves';
import { KEYS, keyName, moveName } from './moves';

export interface HelpProps {
  readonly open: boolean;
  readonly trans: TranslationBundle;
  readonly onOpen: (open: boolean) => void;
}

export function Help({ open, trans, onOpen }: HelpProps): React.JSX.Element {
  const box = React.useRef<HTMLDivElement>(null);
  const button = React.useRef<HTMLButtonElement>(null);
  const id = React.useId();

  const close = (): void => {
    onOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (open && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  // The keys reach what has the focus: it goes in with the opening, and Escape takes it back.
  React.useEffect(() => {
    if (!open) {
      return;
    }
    box.current?.querySelector<HTMLElement>('[role="dialog"]')?.focus();
    const onPress = (event: PointerEvent): void => {
      if (
        event.target instanceof Node &&
        !box.current?.contains(event.target)
      ) {
        onOpen(false);
      }
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [open, onOpen]);

  return (
    <div ref={box} className="aio-Help" onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className="aio-Button aio-Controls-button"
        aria-label={trans.__('Keys')}
        aria-keyshortcuts="?"
        aria-expanded={open}
        aria-haspopup="dialog"
        aria-controls={open ? id : undefined}
        title={trans.__('Keys (?)')}
        onClick={() => onOpen(!open)}
      >
        ?
      </button>
      {open && (
        <div
          id={id}
          className="aio-Help-box"
          role="dialog"
          aria-label={trans.__('Keys')}
          tabIndex={-1}
        >
          <dl className="aio-Help-keys">
            {Object.keys(KEYS).map(move => (
              <Key
                key={move}
                name={keyName(move as Move, trans)}
                what={moveName(move as Move, trans)}
              />
            ))}
            <Key name="?" what={trans.__('These keys')} />
          </dl>
          <p>
            {trans.__(
              'In the slider: arrow keys go from moment to moment, Page Up and Page Down by a tenth of the run. In the tree: arrow keys walk and fold, Enter selects a task and goes to its line.'
            )}
          </p>
        </div>
      )}
    </div>
  );
}

function Key({
  name,
  what
}: {
  readonly name: string;
  readonly what: string;
}): React.JSX.Element {
  return (
    <>
      <dt>
        <kbd>{name}</kbd>
      </dt>
      <dd>{what}</dd>
    </>
  );
}
