/** The shell of the concept panel: light, and filled from src/concepts when it is first seen. */
import { type Message } from '@lumino/messaging';
import { PanelLayout, Widget } from '@lumino/widgets';
import type { ProgressBook } from '../concepts/progress';
import { Visits } from '../concepts/visits';
import type { CourseHost } from './course_host';
import { type IAioscopeTranslation } from './translation';

export interface ConceptsPanelOptions {
  /** Asked for when the panel is first seen. */
  readonly host: () => Promise<CourseHost>;
  readonly progress: ProgressBook;
  readonly translation: IAioscopeTranslation;
}

export class ConceptsPanel extends Widget {
  constructor(private readonly options: ConceptsPanelOptions) {
    super();
    this.addClass('aio-concepts-panel');
    this.layout = new PanelLayout();
  }

  /** Which page is shown; turning pages works also before the panel is first seen. */
  readonly visits = new Visits();

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this.fill();
  }

  private async fill(): Promise<void> {
    if (this._filled) {
      return;
    }
    this._filled = true;
    const { host, progress, translation } = this.options;
    try {
      const { conceptsBody } = await import('./concepts_body');
      const body = await conceptsBody({
        host: await host(),
        progress,
        translation,
        visits: this.visits
      });
      this.place(body);
    } catch (error) {
      console.error('aioscope: the course cannot be loaded', error);
      const sentence = new Widget();
      sentence.addClass('aio-concepts-failed');
      sentence.node.textContent = translation.trans.__(
        'The course could not be loaded. Show this panel again to retry.'
      );
      this.place(sentence);
      this._filled = false;
    }
  }

  private place(content: Widget): void {
    const layout = this.layout as PanelLayout;
    for (const old of [...layout.widgets]) {
      old.dispose();
    }
    layout.addWidget(content);
  }

  private _filled = false;
}
