/** The Tasks panel with its style, which no page needs before one is opened. */
import '../../style/scope.css';

export { TasksPanel } from '../view/panel/panel';
