/** aioscope: the plugins that JupyterLab and Notebook load. */
import { coursePlugin } from './lab/course';
import { savedPlugin } from './lab/saved';
import { scopePlugin } from './lab/scope';

export default [coursePlugin, scopePlugin, savedPlugin];
