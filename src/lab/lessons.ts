/** What leads from the scope into the course, for every place in JupyterLab in which a run is shown. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ScopeHost } from '../view/kit/view';
import { COMMANDS } from './course_commands';

/** Opens concepts and watches examples by the course's commands, which say so where there is none of that name. */
export function lessons({
  commands
}: JupyterFrontEnd): Required<Pick<ScopeHost, 'openConcept' | 'watchExample'>> {
  return {
    openConcept: concept =>
      void commands.execute(COMMANDS.openConcept, { concept }),
    watchExample: (concept, example) =>
      void commands.execute(COMMANDS.insertExample, {
        concept,
        ...(example !== null && { example }),
        watch: true
      })
  };
}
