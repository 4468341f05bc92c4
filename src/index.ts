/** aioscope: the plugins that JupyterLab and Notebook load. */
import { coursePlugin } from './lab/course';
import { scopePlugin } from './lab/scope';

export default [coursePlugin, scopePlugin];
