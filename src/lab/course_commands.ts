/** The course's commands. What an argument leaves open is asked in a dialog, so that each also works from the palette. */
import { type JupyterFrontEnd } from '@jupyterlab/application';
import type { Language } from '../concepts/course';
import type { InsertMode } from '../concepts/host';
import { type ConceptsPanel } from './concepts_panel';
import { type CourseHost } from './course_host';
import { conceptsIcon } from './icons';
import { type IAioscopeTranslation } from './translation';

/** Where the palette lists them: a name, the same in every language. */
export const CATEGORY = 'asyncio';

/** Ids of the commands. */
export const COMMANDS = {
  openConcept: 'aioscope:open-concept',
  insertExample: 'aioscope:insert-example',
  openCourse: 'aioscope:open-course'
} as const;

interface Parts {
  readonly app: JupyterFrontEnd;
  readonly panel: ConceptsPanel;
  readonly host: () => Promise<CourseHost>;
  readonly translation: IAioscopeTranslation;
}

type Args = Readonly<Record<string, unknown>>;

/** Adds the three commands to the application. */
export function addCourseCommands(parts: Parts): void {
  const { app, panel, host, translation } = parts;
  const words = () => translation.trans;
  const course = async () => {
    const { library } = await host();
    return (await library.courses())[translation.language];
  };
  const choosing = () => import('./choose_example');

  app.commands.addCommand(COMMANDS.openConcept, {
    label: () => words().__('Learn asyncio: concepts'),
    caption: () => words().__('Show a concept of asyncio, or the list of all'),
    icon: conceptsIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          concept: {
            type: 'string',
            description: 'Id of the concept, as semaphore; without it, the list'
          }
        }
      }
    },
    execute: async (args: Args) => {
      const id = textIn(args, 'concept');
      await translation.ready;
      if (id === undefined) {
        panel.visits.close();
      } else {
        const { knownConcept } = await choosing();
        if (!knownConcept(await course(), id, words())) {
          return;
        }
        panel.visits.open(id);
      }
      app.shell.activateById(panel.id);
    }
  });

  app.commands.addCommand(COMMANDS.insertExample, {
    label: () => words().__('Insert an asyncio example'),
    caption: () =>
      words().__('Insert an example of a concept below the active cell'),
    icon: conceptsIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          concept: {
            type: 'string',
            description: 'Id of the concept; without it, it is asked'
          },
          example: {
            type: 'string',
            description: "Id of the example; without it, the concept's first"
          },
          run: { type: 'boolean', description: 'Whether to run it' },
          watch: {
            type: 'boolean',
            description: 'Whether to record the run and show its tasks'
          },
          script: {
            type: 'boolean',
            description: 'Whether to insert a cell that writes it to a file'
          }
        }
      }
    },
    execute: async (args: Args) => {
      await translation.ready;
      const { chooseExample } = await choosing();
      const chosen = await chooseExample(
        await course(),
        textIn(args, 'concept'),
        textIn(args, 'example'),
        args.watch === true,
        words()
      );
      if (!chosen) {
        return null;
      }
      const { concept, example } = chosen;
      const { inserter } = await host();
      return inserter.insert(concept, example, modeOf(args));
    }
  });

  app.commands.addCommand(COMMANDS.openCourse, {
    label: args =>
      args.isLauncher === true
        ? words().__('asyncio course')
        : words().__('Open the asyncio course'),
    caption: () =>
      words().__('Copy the course notebooks into a folder and open the first'),
    icon: conceptsIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          language: {
            type: 'string',
            enum: ['en', 'zh-CN'],
            description: 'Language of the notebooks; without it, it is asked'
          },
          folder: {
            type: 'string',
            description: 'Folder to copy to; without it, it is asked'
          },
          isLauncher: {
            type: 'boolean',
            description: "Whether the label is the launcher's, which is shorter"
          }
        }
      }
    },
    execute: async (args: Args) => {
      await translation.ready;
      const language = languageIn(args);
      const folder = textIn(args, 'folder');
      const { opener } = await host();
      return opener.openCourse({
        ...(language && { language }),
        ...(folder !== undefined && { folder })
      });
    }
  });
}

function modeOf(args: Args): InsertMode {
  if (args.script === true) {
    return 'script';
  }
  if (args.watch === true) {
    return 'watch';
  }
  return args.run === true ? 'run' : 'insert';
}

function textIn(args: Args, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
}

function languageIn(args: Args): Language | undefined {
  return args.language === 'en' || args.language === 'zh-CN'
    ? args.language
    : undefined;
}
