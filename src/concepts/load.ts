/**
 * Loads the course. The notebooks of both languages come in chunks of their own, asked for when the panel is first seen
 * or a command first needs them, so that JupyterLab's start does not pay for them. Both languages, because a search in
 * one also finds words of the other.
 */
import {
  type Course,
  type CourseNotebook,
  type Language,
  readCourse
} from './course';

/** The course in each language. */
export type Courses = Readonly<Record<Language, Course>>;

let loading: Promise<Courses> | undefined;

/** The courses; read once. */
export function loadCourses(): Promise<Courses> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined; // a chunk that did not arrive may arrive the next time
    throw error;
  });
  return loading;
}

async function load(): Promise<Courses> {
  const [english, chinese] = await Promise.all([
    import('./generated/en.json'),
    import('./generated/zh-CN.json')
  ]);
  return {
    en: readCourse('en', checked(english.default)),
    'zh-CN': readCourse('zh-CN', checked(chinese.default))
  };
}

/** The build script has checked these files; their inferred types only know that a layer is a string. */
function checked(notebooks: unknown): readonly CourseNotebook[] {
  return notebooks as readonly CourseNotebook[];
}
