/** The names of the course's layers. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Layer } from './course';

export function layerName(layer: Layer, trans: TranslationBundle): string {
  switch (layer) {
    case 'foundations':
      return trans.__('Foundations');
    case 'basics':
      return trans.__('Running things together');
    case 'primitives':
      return trans.__('Coordination');
    case 'patterns':
      return trans.__('Patterns');
    case 'applications':
      return trans.__('In real programs');
  }
}
