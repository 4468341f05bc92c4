/** The reader's own notebooks in the list: a section for each folder, and what keeps others from being shown. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Concept, Course } from './course';
import { ownFolders } from './own_course';

export interface OwnConceptsProps {
  readonly course: Course;
  readonly faults: readonly string[];
  /** A list of concepts, named by the element of this id. */
  readonly list: (
    concepts: readonly Concept[],
    labelledBy: string
  ) => React.ReactElement;
  readonly trans: TranslationBundle;
}

export function OwnConcepts({
  course,
  faults,
  list,
  trans
}: OwnConceptsProps): React.ReactElement {
  return (
    <>
      {ownFolders(course).map((folder, index) => (
        <section key={folder}>
          <h2 id={`aio-own-${index}`} className="aio-layer">
            {folder}
          </h2>
          {list(
            course.concepts.filter(concept => concept.folder === folder),
            `aio-own-${index}`
          )}
        </section>
      ))}
      {faults.length > 0 && (
        <div role="note" className="aio-said">
          <p>
            {trans.__('Some notebooks are left out until this is put right:')}
          </p>
          <ul>
            {faults.slice(0, 20).map(fault => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
