/** The icons of the two panels; class jp-icon3 in the drawings lets JupyterLab's theme colour them. */
import { LabIcon } from '@jupyterlab/ui-components';
import conceptsSvg from '../../style/icons/concepts.svg';
import tasksSvg from '../../style/icons/tasks.svg';

/** A book with an arrow that turns: the course. */
export const conceptsIcon = new LabIcon({
  name: 'aioscope:concepts',
  svgstr: conceptsSvg
});

/** Lanes with boxes: the tasks. */
export const tasksIcon = new LabIcon({
  name: 'aioscope:tasks',
  svgstr: tasksSvg
});
