/** Dragging an example into a notebook. The notebook takes what its own cells are dragged as. */
import { type ICodeCell } from '@jupyterlab/nbformat';
import { MimeData } from '@lumino/coreutils';
import { Drag } from '@lumino/dragdrop';

/** What notebooks accept when a cell is dropped. */
const CELLS = 'application/vnd.jupyter.cells';

/** Pixels that the mouse must move before a press becomes a drag, so that a click stays a click. */
const THRESHOLD = 5;

/** Follows the mouse from a press; once it has moved far enough the drag begins. */
export function dragExample(cell: ICodeCell, press: MouseEvent): void {
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  document.addEventListener(
    'mousemove',
    move => {
      const distance =
        Math.abs(move.clientX - press.clientX) +
        Math.abs(move.clientY - press.clientY);
      if (distance >= THRESHOLD) {
        stop.abort();
        start(cell, move);
      }
    },
    options
  );
  document.addEventListener(
    'mouseup',
    () => {
      stop.abort();
    },
    options
  );
}

function start(cell: ICodeCell, move: MouseEvent): void {
  const source = String(cell.source);
  const mimeData = new MimeData();
  mimeData.setData(CELLS, [cell]);
  mimeData.setData('text/plain', source);
  const drag = new Drag({
    mimeData,
    dragImage: dragImage(source),
    supportedActions: 'copy',
    proposedAction: 'copy'
  });
  void drag.start(move.clientX, move.clientY).then(() => {
    drag.dispose();
  });
}

/** A small picture of the cell: its first lines. */
function dragImage(source: string): HTMLElement {
  const image = document.createElement('pre');
  image.className = 'aio-drag-image';
  image.textContent = source.split('\n').slice(0, 4).join('\n');
  return image;
}
