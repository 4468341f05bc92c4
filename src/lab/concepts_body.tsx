/** The content of the concept panel: React, in JupyterLab. Loaded with the course when the panel is first seen. */
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import type { Host } from '../concepts/host';
import { loadCourses } from '../concepts/load';
import { ConceptPanel } from '../concepts/panel';
import type { ProgressBook } from '../concepts/progress';
import { searchIndex } from '../concepts/search';
import type { Visits } from '../concepts/visits';
import { type IAioscopeTranslation } from './translation';

export interface ConceptsBodyOptions {
  readonly host: Host;
  readonly progress: ProgressBook;
  readonly translation: IAioscopeTranslation;
  readonly visits: Visits;
}

/** Loads the course and resolves to the widget that shows it, in the language in use. */
export async function conceptsBody(
  options: ConceptsBodyOptions
): Promise<ReactWidget> {
  const { host, progress, translation, visits } = options;
  const [courses] = await Promise.all([loadCourses(), progress.open()]);
  const index = searchIndex(Object.values(courses));

  class Body extends ReactWidget {
    protected render(): React.ReactElement {
      const { language, trans } = translation;
      return (
        <ConceptPanel
          key={language}
          course={courses[language]}
          index={index}
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
  translation.changed.connect(renew);
  body.disposed.connect(() => translation.changed.disconnect(renew));
  return body;
}
