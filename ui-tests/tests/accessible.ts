/** What Chromium tells a screen reader of a part of the page: not what we think that it does. */
import { type Page } from '@playwright/test';

/** Roles of what a person acts on or is shown instead of text; others count if Tab reaches them. */
const ROLES = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'menuitem',
  'option',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'tab',
  'textbox',
  'tree',
  'treeitem',
  'DisclosureTriangle',
  'image',
  'img',
  'Canvas'
]);

export interface Heard {
  /** How much there is to act on. */
  readonly count: number;
  /** Of that, what has no name: its role and its attributes. */
  readonly nameless: readonly string[];
}

/** Everything to act on within the first element of a selector. */
export async function heard(page: Page, selector: string): Promise<Heard> {
  // Galata's page is a wrapper that the debugging protocol does not take.
  const [own = page] = page.context().pages();
  const devtools = await page.context().newCDPSession(own);
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `document.querySelector(${JSON.stringify(selector)})`
  });
  const { nodes } = await devtools.send('Accessibility.queryAXTree', {
    objectId: result.objectId
  });
  const reached = nodes.filter(
    ({ ignored, role, properties }) =>
      !ignored &&
      (ROLES.has(String(role?.value)) ||
        properties?.some(
          ({ name, value }) => name === 'focusable' && value.value === true
        ))
  );
  const nameless: string[] = [];
  for (const { name, role, backendDOMNodeId } of reached) {
    if (String(name?.value ?? '').trim() === '') {
      const { node } = await devtools.send('DOM.describeNode', {
        backendNodeId: backendDOMNodeId
      });
      const said = `${role?.value}: ${node.attributes?.join(' ')}`;
      // What only a script can focus is not reached by anybody.
      if (ROLES.has(String(role?.value)) || !said.includes('tabindex -1')) {
        nameless.push(said);
      }
    }
  }
  await devtools.detach();
  return { count: reached.length, nameless };
}
