/** The concept panel: the list, or the page that the reader has opened. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React, {
  useEffect,
  useRef,
  useState,
  useSyncExternalStore
} from 'react';
import { ConceptPage } from './concept_page';
import { ConceptList } from './concept_list';
import { type Course, conceptById } from './course';
import type { Host } from './host';
import type { ProgressBook } from './progress';
import type { SearchIndex } from './search';
import type { Visits } from './visits';

export interface ConceptPanelProps {
  readonly course: Course;
  /** Why some of the reader's own notebooks are left out. */
  readonly faults: readonly string[];
  readonly index: SearchIndex;
  readonly progress: ProgressBook;
  readonly visits: Visits;
  readonly host: Host;
  readonly trans: TranslationBundle;
}

export function ConceptPanel(props: ConceptPanelProps): React.ReactElement {
  const { course, faults, index, progress: book, visits, host, trans } = props;
  const trail = useSyncExternalStore(visits.subscribe, visits.snapshot);
  const progress = useSyncExternalStore(book.subscribe, book.snapshot);
  const [query, setQuery] = useState('');
  const [asMap, setAsMap] = useState(false);
  const [left, setLeft] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const listScroll = useRef(0);

  const id = trail.at(-1);
  const concept = id === undefined ? undefined : conceptById(course, id);
  const before = trail.at(-2);

  useEffect(() => {
    if (concept) {
      void book.mark(concept.id, 'read');
    }
    // A page begins at its top; the list is found again where it was left.
    scroller.current?.scrollTo({ top: concept ? 0 : listScroll.current });
  }, [book, concept]);

  const open = (next: string) => {
    if (!concept) {
      listScroll.current = scroller.current?.scrollTop ?? 0;
    }
    visits.open(next);
  };
  const back = () => {
    setLeft(concept?.id ?? null);
    visits.back();
  };

  return (
    <div className="aio-concepts" ref={scroller}>
      {concept ? (
        <ConceptPage
          key={concept.id}
          concept={concept}
          course={course}
          before={
            before === undefined ? undefined : conceptById(course, before)
          }
          progress={progress}
          host={host}
          trans={trans}
          onOpen={open}
          onBack={back}
        />
      ) : (
        <ConceptList
          course={course}
          faults={faults}
          index={index}
          progress={progress}
          query={query}
          focused={left}
          trans={trans}
          asMap={asMap}
          onMap={setAsMap}
          onClear={() => void book.clear()}
          onQuery={setQuery}
          onOpen={open}
          onOpenCourse={() => void host.opener.openCourse()}
        />
      )}
    </div>
  );
}
