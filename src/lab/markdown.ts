/** Renders the course's texts with JupyterLab's own markdown: the same headings, tables, maths and highlighting as in a cell. */
import { type IRenderMimeRegistry, MimeModel } from '@jupyterlab/rendermime';
import type { MarkdownRenderer } from '../concepts/host';

const MARKDOWN = 'text/markdown';

export class LabMarkdown implements MarkdownRenderer {
  constructor(private readonly rendermime: IRenderMimeRegistry) {}

  async render(source: string): Promise<HTMLElement> {
    // Not trusted: the sanitizer costs nothing, and the course needs no script.
    const renderer = this.rendermime.createRenderer(MARKDOWN);
    const model = new MimeModel({ data: { [MARKDOWN]: source } });
    await renderer.renderModel(model);
    const { node } = renderer;
    renderer.dispose(); // the widget is done; its node stays as it is
    return node;
  }
}
