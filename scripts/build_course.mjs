/**
 * Turns the notebooks into the course that the concept panel reads: notebooks/<language>/*.ipynb ->
 * src/concepts/generated/<language>.json, a list of {path, notebook}. The notebooks are the only source; what is
 * written here is not committed. A notebook that breaks the contract (DESIGN 4.3) stops the build with a sentence that
 * names the file and the cell.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { typescriptModule } from './typescript_module.mjs';

const { faultsOf } = typescriptModule('src/concepts/check_notebook.ts');

const LANGUAGES = ['en', 'zh-CN'];

/** Cells with outputs: a course notebook comes without. */
function outputFaults(file, { cells }) {
  return (Array.isArray(cells) ? cells : []).flatMap((cell, index) =>
    cell.cell_type === 'code' && (cell.outputs ?? []).length > 0
      ? [
          `${file}, cell ${index + 1} (${cell.id ?? 'without an id'}): a course notebook holds no outputs; clear them.`
        ]
      : []
  );
}

/** Faults that show only between notebooks: one concept twice, or a language that lacks one. */
function faultsBetween(courses) {
  const faults = [];
  const concepts = new Map();
  for (const [language, files] of courses) {
    const seen = new Map();
    for (const { path: file, notebook } of files) {
      const id = notebook.metadata?.aioscope?.concept;
      if (seen.has(id)) {
        faults.push(`${language}/${file}: ${seen.get(id)} already is "${id}".`);
      }
      seen.set(id, file);
    }
    concepts.set(language, seen);
  }
  for (const [language, own] of concepts) {
    for (const [other, theirs] of concepts) {
      for (const [id, file] of theirs) {
        if (!own.has(id)) {
          faults.push(
            `notebooks/${language} has no notebook of "${id}", which ${other}/${file} teaches.`
          );
        }
      }
    }
  }
  return faults;
}

/** The notebooks of one language, in the order of their file names. */
async function readLanguage(folder, faults) {
  const names = (await readdir(folder))
    .filter(name => name.endsWith('.ipynb'))
    .sort();
  const files = [];
  for (const name of names) {
    const shown = path.join(path.basename(folder), name);
    try {
      const notebook = JSON.parse(
        await readFile(path.join(folder, name), 'utf8')
      );
      faults.push(
        ...faultsOf(shown, notebook),
        ...outputFaults(shown, notebook)
      );
      files.push({ path: name, notebook });
    } catch (error) {
      faults.push(
        `${shown}: it cannot be read as a notebook: ${error.message}.`
      );
    }
  }
  return files;
}

/** Reads `<root>/notebooks`, writes `<root>/src/concepts/generated`; returns the faults, writing nothing if there are any. */
async function buildCourse(root) {
  const faults = [];
  const courses = new Map();
  for (const language of LANGUAGES) {
    courses.set(
      language,
      await readLanguage(path.join(root, 'notebooks', language), faults)
    );
  }
  faults.push(...faultsBetween(courses));
  if (faults.length > 0) {
    return { faults, counts: [] };
  }
  const target = path.join(root, 'src', 'concepts', 'generated');
  await mkdir(target, { recursive: true });
  const counts = [];
  for (const [language, files] of courses) {
    await writeFile(
      path.join(target, `${language}.json`),
      `${JSON.stringify(files)}\n`
    );
    counts.push(`${files.length} ${language}`);
  }
  return { faults, counts };
}

// The tests build other roots than this repository.
const root =
  process.argv[2] ?? path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { faults, counts } = await buildCourse(root);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`course built: ${counts.join(', ')} notebooks`);
