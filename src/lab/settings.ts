/**
 * Puts the settings' own texts into Chinese. JupyterLab's server translates a schema only from an official language
 * pack, so the schema asks for a transform (jupyter.lab.transform) and gets its words here. The texts follow
 * JupyterLab's language, as the rest of its settings editor does, not the setting `language`.
 */
import { type ISettingRegistry } from '@jupyterlab/settingregistry';
import { type TranslationBundle } from '@jupyterlab/translation';
import { LANGUAGE_NAMES } from './language_names';

/** The plugin's settings as fetched, with their texts in the language of the bundle. */
export function translatedSettings(
  plugin: ISettingRegistry.IPlugin,
  trans: TranslationBundle
): ISettingRegistry.IPlugin {
  const { schema } = plugin;
  return {
    ...plugin,
    schema: {
      ...schema,
      title: trans.__('asyncio (aioscope)'),
      'jupyter.lab.setting-icon-label': trans.__('asyncio (aioscope)'),
      description: trans.__(
        'Settings of aioscope, which teaches asyncio by letting you watch it run.'
      ),
      properties: {
        ...schema.properties,
        language: {
          ...schema.properties?.language,
          type: 'string',
          title: trans.__('Language'),
          description: trans.__(
            "Language of the course and of aioscope's panels. Automatic follows JupyterLab: Chinese if it is Chinese, else English."
          ),
          oneOf: [
            { const: 'auto', title: trans.__('Automatic') },
            { const: 'en', title: LANGUAGE_NAMES.en },
            { const: 'zh-CN', title: LANGUAGE_NAMES['zh-CN'] }
          ]
        },
        marks: {
          ...schema.properties?.marks,
          type: 'boolean',
          title: trans.__('Marks in the cells'),
          description: trans.__(
            "Show in the cells' editors at which line each task stands, which lines have blocked the event loop, and beside a cell what it has left behind."
          )
        },
        courseFolders: {
          ...schema.properties?.courseFolders,
          type: 'array',
          title: trans.__('Own course folders'),
          description: trans.__(
            "Folders, from the server's root, with course notebooks of your own. They appear in the concept panel after the course's; docs/own-course.md says how they are written."
          )
        }
      }
    }
  };
}
