/** The content of the concept panel: React, in JupyterLab. Loaded with the course when the panel is first seen. */
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import { ConceptPanel } from '../concepts/panel';
import type { ProgressBook } from '../concepts/progress';
import { searchIndex } from '../concepts/search';
import type { Visits } from '../concepts/visits';
import type { CourseHost } from './course_host';
import { type IAioscopeTranslation } from './translation';

export interface ConceptsBodyOptions {
  readonly host: CourseHost;
  readonly progress: ProgressBook;
  readonly translation: IAioscopeTranslation;
  readonly visits: Visits;
}

/** Loads the course and resolves to the widget that shows it, in the language in use. */
export async function conceptsBody(
  options: ConceptsBodyOptions
): Promise<ReactWidget> {
  const { host, progress, translation, visits } = options;
  const read = async () => {
    const [courses, { faults }] = await Promise.all([
      host.library.courses(),
      host.library.own()
    ]);
    return { courses, faults, index: searchIndex(Object.values(courses)) };
  };
  let [shown] = await Promise.all([read(), progress.open()]);

  class Body extends ReactWidget {
    protected render(): React.ReactElement {
      const { language, trans } = translation;
      return (
        <ConceptPanel
          key={language}
          course={shown.courses[language]}
          faults={shown.faults}
          index={shown.index}
          progress={progress}
          visits={visits}
          host={host}
          trans={trans}
        />
      );
    }
  }
  const body = new Body();
  body.addClass('aio-concepts-body');
  const renew = () => {
    body.update();
  };
  const reread = () =>
    void read().then(found => {
      shown = found;
      body.update();
    });
  translation.changed.connect(renew);
  host.library.changed.connect(reread);
  body.disposed.connect(() => {
    translation.changed.disconnect(renew);
    host.library.changed.disconnect(reread);
  });
  return body;
}
